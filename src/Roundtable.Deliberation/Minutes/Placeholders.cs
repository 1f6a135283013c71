using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Placeholders in braces that a moderator writes and the program fills in from the ballots: every count, name and label.</summary>
internal static partial class Placeholders
{
    /// <summary>The list for the moderator.</summary>
    public const string Help =
        """
        {votes:N}   votes for option N in the last round, with the word: "3 votes"
        {first:N}   the same in round one
        {cast}      votes cast in the last round: "5 votes"
        {invited}   seats invited: "6 seats"
        {changed}   seats that changed their choice: "2 seats", "no seat"
        {abstained} {objected} {absent}   seats in the last round: "1 seat", "no seat"
        {rounds}    rounds held: "2 rounds"
        {result}    the outcome: "a majority", "a tie"
        {option:N}  the words of option N, in quotation marks
        {seat:N}    the name of seat N; only where the sentence cites a ballot of that seat
        """;

    /// <summary>The text with every placeholder filled, or null with the first one that is unknown.</summary>
    public static string? Fill(string text, Proceedings proceedings, out string? unknown)
    {
        string? wrong = null;
        var filled = Braces().Replace(text, match =>
        {
            var value = Value(match.Groups["name"].Value, match.Groups["number"].Value, proceedings);
            wrong ??= value is null ? match.Value : null;
            return value ?? match.Value;
        });
        unknown = wrong;
        return wrong is null ? filled : null;
    }

    /// <summary>The text without its placeholders.</summary>
    public static string Remove(string text) => Braces().Replace(text, " … ");

    /// <summary>The numbers of the seats that are named.</summary>
    public static IEnumerable<int> Seats(string text) =>
        Braces().Matches(text)
            .Where(m => m.Groups["name"].Value == "seat" && m.Groups["number"].Length is > 0 and < 9)
            .Select(m => int.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture));

    private static string? Value(string name, string number, Proceedings proceedings)
    {
        var verdict = proceedings.Verdict;
        int? index = number.Length is > 0 and < 9 ? int.Parse(number, CultureInfo.InvariantCulture) - 1 : null;
        return (name, index) switch
        {
            ("votes", { } i) => Within(verdict.Final.Votes, i) is { } n ? Count(n, "vote") : null,
            ("first", { } i) => Within(verdict.First.Votes, i) is { } n ? Count(n, "vote") : null,
            ("option", { } i) when i >= 0 && i < verdict.Options.Count => $"“{verdict.Options[i]}”",
            ("seat", { } i) when i >= 0 && i < proceedings.Panel.Count => proceedings.Panel[i].Name,
            ("cast", null) => Count(verdict.Final.Cast, "vote"),
            ("invited", null) => Count(verdict.Final.Invited, "seat"),
            ("changed", null) => Count(verdict.Moves.Select(m => m.Seat).Distinct().Count(), "seat"),
            ("abstained", null) => Count(verdict.Final.Abstentions, "seat"),
            ("objected", null) => Count(verdict.Final.Objections, "seat"),
            ("absent", null) => Count(verdict.Final.Absent, "seat"),
            ("rounds", null) => Count(verdict.Rounds, "round"),
            ("result", null) => verdict.Final.Label switch
            {
                TallyLabel.Unanimous => "a unanimous vote",
                TallyLabel.Supermajority => "a supermajority",
                TallyLabel.Majority => "a majority",
                TallyLabel.Plurality => "a plurality",
                TallyLabel.Tie => "a tie",
                _ => "no verdict",
            },
            _ => null,
        };
    }

    private static int? Within(IReadOnlyList<int> votes, int index) => index >= 0 && index < votes.Count ? votes[index] : null;

    private static string Count(int number, string noun) => number switch
    {
        0 => $"no {noun}",
        1 => $"1 {noun}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}s"),
    };

    [GeneratedRegex("""\{\s*(?<name>[a-zA-Z]*)\s*(?::\s*(?<number>[0-9]+))?[^{}]*\}""", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();
}
