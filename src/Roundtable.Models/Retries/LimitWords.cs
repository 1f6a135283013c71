using System.Globalization;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Retries;

/// <summary>What servers say of a limit of tokens that is too large for them, and how large it may be.</summary>
internal static partial class LimitWords
{
    /// <summary>Tokens that templates and special tokens take besides what a server counts, so that a second request does not miss by one.</summary>
    private const int Slack = 16;

    /// <summary>No model answers with fewer tokens at most: a smaller number is about something else, a temperature for one.</summary>
    private const int MinCap = 256;

    /// <summary>The limit that the server accepts; null where its words give none, or none that is smaller.</summary>
    /// <param name="said">What the server says.</param>
    /// <param name="limit">The limit that was sent.</param>
    /// <param name="lasts">Whether it holds for every request to this model.</param>
    public static int? Smaller(string said, int limit, out bool lasts)
    {
        var cap = LimitName().IsMatch(said) ? Number(ModelCap().Match(said), "cap") : null;
        lasts = cap >= MinCap && cap < limit;
        var smaller = lasts ? cap
            : Number(Afforded().Match(said), "cap")
            ?? Context(said, limit)
            ?? OfMinute(said, limit);
        return smaller is >= 1 && smaller < limit ? (int)smaller.Value : null;
    }

    /// <summary>What is left of a context that prompt and answer share.</summary>
    private static long? Context(string said, int limit)
    {
        if (said.Contains("context", StringComparison.OrdinalIgnoreCase) && ExceededSum().Match(said) is { Success: true } sum)
        {
            return Number(sum, "context") - Number(sum, "input") - Slack;
        }

        if (Number(ContextLength().Match(said), "context") is not { } context)
        {
            return null;
        }

        // Where the tokens of the prompt are not told, what was asked for in all says them.
        var input = Number(InputTokens().Match(said), "input") ?? (Number(AskedInAll().Match(said), "all") - limit);
        return context - input - Slack;
    }

    /// <summary>Some count the limit against the tokens of a minute before they begin: what is larger than a whole minute's can never be served.</summary>
    private static long? OfMinute(string said, int limit)
    {
        var match = MinuteLimit().Match(said);
        return Number(match, "limit") is { } most && Number(match, "asked") is { } asked && asked > most ? limit - (asked - most) - Slack : null;
    }

    private static long? Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits }
        && long.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"supports at most (?<cap>[\d,]+)|less than or equal to [`'""]?(?<cap>[\d,]+)|> (?<cap>[\d,]+), which is the maximum allowed"
            + @"|\[\s*\d+\s*,\s*(?<cap>\d+)\s*[\])]|must be (?:between|from) \d+ (?:and|to) (?<cap>[\d,]+)"
            + @"|maximum (?:output|completion) tokens (?:is|of) (?<cap>[\d,]+)"
            + @"|max_\w*tokens\W{1,3}(?:must|should) be <= (?<cap>[\d,]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ModelCap();

    [GeneratedRegex(
        @"max_\w*tokens|max(?:imum)? tokens|(?:output|completion) tokens",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LimitName();

    [GeneratedRegex(@"can only afford (?<cap>[\d,]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Afforded();

    [GeneratedRegex(@"(?<input>\d+) \+ \d+ > (?<context>\d+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ExceededSum();

    [GeneratedRegex(
        @"(?:maximum|max) context (?:length|window|size)(?: is| of)?:? ?(?<context>[\d,]+)|must be <= (?<context>\d+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ContextLength();

    [GeneratedRegex(
        @"(?<input>[\d,]+) (?:tokens )?(?:in|of|from) (?:the|your) (?:messages|input|prompt|text)|(?<input>[\d,]+) [`']?inputs?[`']? tokens"
            + @"|(?<input>[\d,]+) prompt tokens"
            + @"|prompt contains (?:at least )?(?<input>[\d,]+)|messages resulted in (?<input>[\d,]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InputTokens();

    [GeneratedRegex(
        @"requested (?:a total of )?(?:about )?(?<all>[\d,]+) tokens",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AskedInAll();

    [GeneratedRegex(
        @"Limit:? (?<limit>[\d,]+),(?: Used:? [\d,]+,)? Requested:? (?<asked>[\d,]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MinuteLimit();
}
