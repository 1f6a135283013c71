using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Checks a moderator's sentence against the ballots that it cites.</summary>
internal sealed class SentenceCheck(Proceedings proceedings)
{
    private const int MaxLength = 800;

    private readonly Dictionary<string, Ballot> _ballots = proceedings.Ballots.ToDictionary(b => b.Id, StringComparer.Ordinal);

    /// <summary>The sentence with its placeholders filled, or null with what is wrong, as a sentence to the moderator.</summary>
    public Sentence? Check(DraftSentence draft, out string error)
    {
        error = Problem(draft, out var cited) ?? "";
        if (error.Length > 0)
        {
            return null;
        }

        var filled = new System.Text.StringBuilder();
        foreach (var span in QuotedSpans.In(draft.Text).Spans)
        {
            // A quotation is left unchanged: braces in it are the ballot's own.
            var text = span.Quoted ? span.Text : Placeholders.Fill(span.Text, proceedings, out var unknown) ?? Unknown(unknown!, out error);
            filled.Append(text);
        }

        return error.Length > 0 ? null : new Sentence(OneLine(filled.ToString()), [.. cited.Select(b => b.Id)]);
    }

    private string? Problem(DraftSentence draft, out IReadOnlyList<Ballot> cited)
    {
        cited = [];
        if (OneLine(draft.Text) is not { Length: > 0 and <= MaxLength } text)
        {
            return $"A sentence has 1 to {MaxLength} characters.";
        }

        if (text.Any(char.IsControl))
        {
            return "It holds control characters.";
        }

        if (draft.Ballots.Count == 0)
        {
            return "It cites no ballot.";
        }

        if (draft.Ballots.FirstOrDefault(id => !_ballots.ContainsKey(id)) is { } missing)
        {
            return $"There is no ballot {Short(missing)}.";
        }

        var found = cited = [.. draft.Ballots.Distinct(StringComparer.Ordinal).Select(id => _ballots[id])];
        var spans = QuotedSpans.In(text);
        if (!spans.Balanced)
        {
            return "A quotation is not closed.";
        }

        if (spans.Quotations.FirstOrDefault(q => !IsSaid(q, found)) is { } unsaid)
        {
            var ids = string.Join(" or ", found.Select(b => b.Id));
            return $"The words \"{Short(unsaid)}\" do not stand in {ids}. Quote letter for letter, or say it without quotation marks.";
        }

        var own = string.Join(" … ", spans.Spans.Where(s => !s.Quoted).Select(s => s.Text));
        if (Placeholders.Seats(own, proceedings.Rules).Cast<int?>().FirstOrDefault(seat => found.All(b => b.Seat != seat)) is { } seat)
        {
            return $"It names seat {seat} and cites no ballot of that seat.";
        }

        if (draft.Option is { } option && found.All(b => proceedings.OptionOf(b) != option))
        {
            return $"It argues for option {proceedings.NameOf(option)} and cites no ballot for that option.";
        }

        IReadOnlyList<string> sources = [proceedings.Question.Text, .. proceedings.Verdict.Options, .. found.Select(b => b.Reasoning)];
        return TypedCount.In(Placeholders.Remove(own), sources) is { } count
            ? $"\"{Short(count)}\" is a count or a result: write a placeholder, and the program puts it in."
            : null;
    }

    /// <summary>The text of an option may be quoted too: it names what was voted for.</summary>
    private bool IsSaid(string quotation, IReadOnlyList<Ballot> cited) =>
        cited.Any(b => QuotationMatcher.IsIn(quotation, b, proceedings.Rules))
        || proceedings.Verdict.Options.Any(o => string.Equals(QuotationMatcher.Normalise(o), QuotationMatcher.Normalise(quotation), StringComparison.Ordinal));

    private static string Unknown(string placeholder, out string error)
    {
        error = $"{Short(placeholder)} is no placeholder that can be filled here.";
        return "";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";
}
