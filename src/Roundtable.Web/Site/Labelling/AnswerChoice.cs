using System.Globalization;
using Roundtable.Annotation.Codebooks;

namespace Roundtable.Web.Site.Labelling;

/// <summary>An answer that can be chosen on the page, by a button or by a key.</summary>
/// <param name="Value">The answer.</param>
/// <param name="Key">The digit that chooses it; null where there is none left.</param>
/// <param name="Meaning">What it means; null where the codebook does not say.</param>
public sealed record AnswerChoice(string Value, string? Key, string? Meaning)
{
    private const int Digits = 9;

    /// <summary>
    /// The choices of a codebook, without "cannot tell". A class has the digit of its place; a score its own where all scores are single digits, so that
    /// nobody types a 3 and means a 2.
    /// </summary>
    public static IReadOnlyList<AnswerChoice> Of(CodebookForm form) => form switch
    {
        CodebookForm.Classes classes => [.. classes.All.Select((c, i) => new AnswerChoice(c.Name, Place(i), c.Definition))],
        CodebookForm.Scores scores =>
        [
            .. scores.Values.Select((s, i) => new AnswerChoice(
                s,
                AreDigits(scores) ? s : null,
                scores.Anchors.FirstOrDefault(a => a.Score == scores.Min + i)?.Meaning)),
        ],
        _ => [],
    };

    /// <summary>The keys that choose "cannot tell": the letter, and the digit 0 where no score has it.</summary>
    public static IReadOnlyList<string> CannotTellKeys(CodebookForm form) =>
        form is CodebookForm.Scores scores && AreDigits(scores) && scores.Min <= 0 ? ["c"] : ["0", "c"];

    private static bool AreDigits(CodebookForm.Scores scores) => scores is { Min: >= 0, Max: <= Digits };

    private static string? Place(int index) => index < Digits ? (index + 1).ToString(CultureInfo.InvariantCulture) : null;
}
