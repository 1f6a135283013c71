using System.Text.RegularExpressions;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Minutes;

namespace Roundtable.Deliberation.Fusion;

/// <summary>Checks a sentence of a moderator against the points that it cites, and counts its support.</summary>
internal sealed partial class FusedSentenceCheck(ComparedAnswers answers, Comparison comparison)
{
    private const int MaxLength = 1_200, MaxCodeLength = 20_000, MaxCited = 12;

    /// <summary>A shorter word between marks is a term and no quotation.</summary>
    private const int MinQuotation = 8;

    private readonly SupportCount _support = new(answers, comparison);

    /// <summary>The sentence with its support, or null with what is wrong, as a sentence to the moderator.</summary>
    /// <param name="draft">The sentence as written.</param>
    /// <param name="error">What is wrong; empty where nothing is.</param>
    /// <param name="uncited">Whether what is wrong is that it cites no point that exists.</param>
    public FusedSentence? Check(SentenceDraft draft, out string error, out bool uncited)
    {
        string[] cited = [.. draft.Points.Distinct(StringComparer.Ordinal)];
        uncited = !cited.Any(id => _support.Find(id) is not null);
        var text = draft.Form == SentenceForm.Code ? draft.Text.ReplaceLineEndings("\n").Trim('\n') : OneLine(draft.Text);
        error = Citations(cited) ?? Form(draft, text) ?? Agreement(text) ?? Named(text, cited)
            ?? (draft.Form == SentenceForm.Code ? null : Unsaid(text, cited)) ?? "";
        return error.Length > 0 ? null : new FusedSentence(draft.Form, text, cited, _support.Of(cited))
        {
            Language = draft.Form == SentenceForm.Code && draft.Language is { } language && CodeLanguage().IsMatch(language) ? language : null,
        };
    }

    private string? Citations(string[] cited) =>
        cited.Length == 0 ? "It cites no point."
        : cited.Length > MaxCited ? $"It cites more than {MaxCited} points."
        : Array.Find(cited, id => _support.Find(id) is null) is { } missing ? $"There is no point \"{Short(missing)}\"."
        : null;

    private static string? Form(SentenceDraft draft, string text) =>
        !text.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit) ? "It holds no words."
        : text.Length > (draft.Form == SentenceForm.Code ? MaxCodeLength : MaxLength) ? $"It is longer than {MaxLength} characters: part it."
        : text.Any(c => char.IsControl(c) && !(draft.Form == SentenceForm.Code && c is '\n' or '\t')) ? "It holds control characters."
        : draft.Form != SentenceForm.Code && text.Contains("```", StringComparison.Ordinal) ? "A block of code stands by itself, with \"form\":\"code\"."
        : null;

    private static string? Agreement(string text) =>
        AgreementPhrases.In(text) is { } phrase ? $"\"{Short(phrase)}\" speaks of agreement or of who says it: the program adds that. Say what is the case."
        : null;

    /// <summary>A model of the panel by name, where neither the question nor the words that the sentence rests on speak of it.</summary>
    private string? Named(string text, string[] cited)
    {
        IReadOnlyList<string> sources =
            [answers.Question.Text, .. cited.SelectMany(id => _support.Find(id)!.Value.Point.Sides).SelectMany(s => s.Spans).Select(s => s.Text)];
        return answers.ModelNames.FirstOrDefault(name => Has(text, name) && !sources.Any(s => Has(s, name))) is { } model
            ? $"It names the model \"{model}\": the program adds who says it. Say what is the case."
            : null;

        static bool Has(string text, string name) =>
            QuotationMatcher.IndexOfWords(name, QuotationMatcher.Normalise(text).ToLowerInvariant()) >= 0;
    }

    /// <summary>A quotation or a number that no cited seat wrote.</summary>
    private string? Unsaid(string text, string[] cited)
    {
        IReadOnlyList<string> sources =
            [answers.Question.Text, .. cited.SelectMany(_support.SeatsOf).Distinct().Select(seat => answers.Of(seat).Words)];
        var quotations = QuotedSpans.In(text).Quotations.Where(q => q.Length >= MinQuotation || q.Contains(' ', StringComparison.Ordinal));
        if (quotations.FirstOrDefault(q => !sources.Any(s => QuotationMatcher.IsVerbatim(q, s))) is { } unsaid)
        {
            return $"The words \"{Short(unsaid)}\" do not stand in an answer that the cited points rest on. Quote letter for letter, or without marks.";
        }

        return Numbers(text).FirstOrDefault(n => !sources.Any(s => Numbers(s).Contains(n, StringComparer.Ordinal))) is { } number
            ? $"The number {number} does not stand in an answer that the cited points rest on."
            : null;
    }

    /// <summary>Numbers without what separates their digits, so that 10,000 is 10 000.</summary>
    private static IEnumerable<string> Numbers(string text) => Digits().Matches(text).Select(m => string.Concat(m.Value.Where(char.IsDigit)));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";

    [GeneratedRegex(@"\p{Nd}+(?:[.,'’  ]\p{Nd}+)*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[A-Za-z0-9+#._-]{1,30}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodeLanguage();
}
