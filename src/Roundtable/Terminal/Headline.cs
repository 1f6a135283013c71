using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Terminal;

/// <summary>A tally in words. Headline, rounds line and counts all come from here, so a page never says two things.</summary>
internal static class Headline
{
    /// <summary>The label, the option ahead and the votes behind it.</summary>
    public static string Of(Tally tally, IReadOnlyList<string> options) => tally.Label switch
    {
        TallyLabel.NoVerdict when tally.Objections > tally.Cast => $"No verdict: objections ({tally.Objections}) outnumber votes ({tally.Cast})",
        TallyLabel.NoVerdict => $"No verdict: {tally.Cast} of {tally.Invited} seats voted, and {tally.Quorum} are needed",
        TallyLabel.Tie => $"Tie: {string.Join(" – ", tally.Votes.Where(v => v > 0).OrderDescending())}",
        _ => $"{tally.Label}: {options[tally.Leader!.Value]} ({tally.Votes[tally.Leader.Value]} of {tally.Cast} votes)",
    };

    /// <summary>Who was invited and what they did besides voting.</summary>
    public static string Beside(Tally tally)
    {
        (int Count, string One, string Many)[] kinds =
        [
            (tally.Abstentions, "abstention", "abstentions"),
            (tally.Objections, "objection", "objections"),
            (tally.Refusals, "refusal", "refusals"),
            (tally.Unparsed, "answer that could not be read", "answers that could not be read"),
            (tally.Absent, "absent", "absent"),
        ];
        var rest = kinds.Where(k => k.Count > 0).Select(k => $"{k.Count} {(k.Count == 1 ? k.One : k.Many)}");
        return string.Join(", ", rest.Prepend($"{tally.Cast} of {tally.Invited} invited seats voted")) + ".";
    }
}
