using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Placeholders in braces that a moderator writes and the program fills in from the ballots: every count, name and label.</summary>
internal static partial class Placeholders
{
    /// <summary>The list for the moderator.</summary>
    public static string Help(Proceedings proceedings) =>
        $$"""
        {votes:KEY}   votes for the option with that key in the last round, with the word: "3 votes"; KEY is as in {votes:{{proceedings.NameOf(0)}}}
        {first:KEY}   the same in round one
        {cast}        votes cast in the last round: "5 votes"
        {invited}     seats invited: "6 seats"
        {changed}     seats that changed their choice: "2 seats", "no seat"
        {abstained} {objected} {absent}   seats in the last round: "1 seat", "no seat"
        {rounds}      rounds held: "2 rounds"
        {result}      the outcome: "a majority of 3 of 5 seats", "a tie"
        {option:KEY}  the words of that option, in quotation marks
        {seat:N}      the name of seat N; only where the sentence cites a ballot of that seat
        """;

    /// <summary>The text with every placeholder filled, or null with the first one that is unknown.</summary>
    public static string? Fill(string text, Proceedings proceedings, out string? unknown)
    {
        string? wrong = null;
        var filled = Braces().Replace(text, match =>
        {
            var value = Value(match.Groups["name"].Value, Key(match, proceedings.Rules), proceedings);
            wrong ??= value is null ? match.Value : null;
            return value ?? match.Value;
        });
        unknown = wrong;
        return wrong is null ? filled : null;
    }

    /// <summary>The text without its placeholders.</summary>
    public static string Remove(string text) => Braces().Replace(text, " … ");

    /// <summary>The numbers of the seats that are named.</summary>
    public static IEnumerable<int> Seats(string text, CountingRules rules) =>
        Braces().Matches(text)
            .Where(m => m.Groups["name"].Value == "seat")
            .Select(m => Index(Key(m, rules)) + 1)
            .OfType<int>();

    private static string? Value(string name, string key, Proceedings proceedings)
    {
        var verdict = proceedings.Verdict;
        return (name, key.Length > 0) switch
        {
            ("votes", true) => proceedings.OptionNamed(key) is { } i ? Count(verdict.Final.Votes[i], "vote") : null,
            ("first", true) => proceedings.OptionNamed(key) is { } i ? Count(verdict.First.Votes[i], "vote") : null,
            ("option", true) => proceedings.OptionNamed(key) is { } i ? $"“{verdict.Options[i]}”" : null,
            ("seat", true) => Index(key) is { } i && i >= 0 && i < proceedings.Panel.Count ? proceedings.Panel[i].Name : null,
            ("cast", false) => Count(verdict.Final.Cast, "vote"),
            ("invited", false) => Count(verdict.Final.Invited, "seat"),
            ("changed", false) => Count(verdict.Moves.Select(m => m.Seat).Distinct().Count(), "seat"),
            ("abstained", false) => Count(verdict.Final.Abstentions, "seat"),
            ("objected", false) => Count(verdict.Final.Objections, "seat"),
            ("absent", false) => Count(verdict.Final.Absent, "seat"),
            ("rounds", false) => Count(verdict.Rounds, "round"),
            ("result", false) => Result(verdict.Final) + (proceedings.Rules == CountingRules.First ? "" : Of(verdict.Final)),
            _ => null,
        };
    }

    private static string Result(Tally tally) => tally.Label switch
    {
        TallyLabel.Unanimous => "a unanimous vote",
        TallyLabel.Supermajority => "a supermajority",
        TallyLabel.Majority => "a majority",
        TallyLabel.Plurality => "a plurality",
        TallyLabel.Tie => "a tie",
        _ => "no verdict",
    };

    /// <summary>The denominator, which is stated wherever the label is.</summary>
    private static string Of(Tally tally) =>
        tally.Leader is { } leader && tally.Label > TallyLabel.Tie
            ? string.Create(CultureInfo.InvariantCulture, $" of {tally.Votes[leader]} of {Count(tally.Invited, "seat")}")
            : $" among {Count(tally.Invited, "seat")}";

    /// <summary>What stands after the colon. Format 1 read the digits with which it begins and nothing else.</summary>
    private static string Key(Match match, CountingRules rules)
    {
        var key = match.Groups["key"].Value.Trim();
        return rules == CountingRules.First ? string.Concat(key.TakeWhile(char.IsAsciiDigit)) : key;
    }

    private static int? Index(string number) =>
        number.Length < 9 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value - 1 : null;

    private static string Count(int number, string noun) => number switch
    {
        0 => $"no {noun}",
        1 => $"1 {noun}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}s"),
    };

    // Atomic groups keep it linear as the engine without backtracking would, which builds its automata at the start of every command that shows minutes.
    [GeneratedRegex("""\{(?>\s*)(?<name>(?>[a-zA-Z]*))(?>\s*)(?::(?<key>(?>[^{}]*)))?(?>[^{}]*)\}""", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Braces();
}
