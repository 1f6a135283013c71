using System.Text.RegularExpressions;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Whether prose says for which option it is, as in "I vote Yes". Such an answer is not counted, since prose can be misread, but it is no refusal either:
/// the seat is asked to give it again in the form that was asked for.
/// </summary>
internal static partial class SpokenChoice
{
    private const int Reach = 24;

    /// <summary>Whether one of <paramref name="options"/> follows closely on a word for voting.</summary>
    public static bool IsIn(string text, IReadOnlyList<string> options)
    {
        var folded = OptionText.Folded(text);
        var plain = options.Select(OptionText.Plain).ToList();
        return Voting().Matches(folded).Any(m =>
        {
            var after = folded.AsSpan(m.Index + m.Length);
            var near = after[..Math.Min(after.Length, Reach + plain.Select(p => p.Length).DefaultIfEmpty(0).Max())].ToString();
            return plain.Exists(p => near.IndexOf(p, StringComparison.Ordinal) is >= 0 and var at && at <= Reach && IsWord(near, at, p.Length));
        });
    }

    private static bool IsWord(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    [GeneratedRegex(
        @"\b(?:VOTE|VOTING|CHOOSE|CHOICE|ANSWER|PICK|SELECT|STIMME|WÄHLE|VOTO|ELIJO|SCELGO|ESCOLHO|CHOISIS|KIES|STEM)\b|投票|选择|選択|選ぶ",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Voting();
}
