using System.Text.RegularExpressions;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Extractive minutes, without a model: verbatim sentences of the ballots in quotation marks, each with its citation.</summary>
internal static partial class ExtractiveMinutes
{
    private const int SentencesOfAnArgument = 2;
    private const int MovesInTheSummary = 2;

    /// <summary>For every option that had ballots in any round, sentences of its most confident ballot.</summary>
    public static IReadOnlyList<StrongestArgument> Arguments(Proceedings proceedings) =>
        [.. proceedings.Argued
            .Select(option => new StrongestArgument(option, Argument(proceedings, option)))
            .Where(a => a.Sentences.Count > 0)];

    /// <summary>The argument for one option: sentences of its most confident ballot in the last round where it has any.</summary>
    public static IReadOnlyList<Sentence> Argument(Proceedings proceedings, int option) =>
        proceedings.Rounds.Reverse()
            .Select(round => round.Ballots
                .Where(b => b.Reasoning.Length > 0 && proceedings.OptionOf(b) == option)
                .OrderByDescending(b => b.Confidence ?? 0)
                .ThenBy(b => b.Seat)
                .ThenBy(b => b.Sample)
                .FirstOrDefault())
            .OfType<Ballot>()
            .Take(1)
            .SelectMany(b => Reasons(b).Take(SentencesOfAnArgument).Select(s => new Sentence(Quoted(s), [b.Id])))
            .ToList();

    /// <summary>Why seats changed their choice, and why one objects.</summary>
    public static IReadOnlyList<Sentence> Summary(Proceedings proceedings) =>
    [
        .. proceedings.Verdict.Moves
            .Select(m => proceedings.Rounds[m.Round - 1].Ballots.FirstOrDefault(b => b.Seat == m.Seat && proceedings.OptionOf(b) == m.To))
            .OfType<Ballot>()
            .Select(b => Introduce("A seat that changed its choice wrote", b))
            .OfType<Sentence>()
            .Take(MovesInTheSummary),
        .. Unmentioned(proceedings, []),
    ];

    /// <summary>An objection of the last round, where there are any and no sentence cites one: dissent is always included.</summary>
    public static IReadOnlyList<Sentence> Unmentioned(Proceedings proceedings, IReadOnlyList<Sentence> summary)
    {
        var objections = proceedings.Rounds[^1].Ballots.Where(b => b.Choice is Choice.Objection).ToList();
        return objections.Exists(b => summary.Any(s => s.Ballots.Contains(b.Id, StringComparer.Ordinal)))
            ? []
            : [.. objections.Select(b => Introduce("A seat that objected to the question wrote", b)).OfType<Sentence>().Take(1)];
    }

    private static Sentence? Introduce(string words, Ballot ballot) =>
        Reasons(ballot) is [var first, ..] ? new Sentence($"{words}: {Quoted(first)}", [ballot.Id]) : null;

    /// <summary>The sentences of a ballot without the first ones that only announce the choice, unless there are no others.</summary>
    private static List<string> Reasons(Ballot ballot)
    {
        var all = Sentences.Of(ballot.Reasoning).ToList();
        var reasons = all.SkipWhile(s => Announcement().IsMatch(s)).ToList();
        return reasons.Count > 0 ? reasons : all;
    }

    private static string Quoted(string sentence) => $"“{sentence}”";

    [GeneratedRegex(
        """^(?:\[[^\]]*\]\s*)?I(?:'m|’m)?\s(?:(?:now|still|would|will|must|am)\s)*"""
        + """(?:choos|vot|stay|keep|kept|chang|lean|abstain|object|go|mov|switch|stand|remain|maintain|support|pick|select)[^.!?]{0,120}[.!?]?$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Announcement();
}
