using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Models.Protocols;

/// <summary>How long a provider asks to wait, where it says so in the body of an error and not in a header.</summary>
internal static partial class WaitWords
{
    private const string Units = "ms|milliseconds?|seconds?|secs?|minutes?|mins?|hours?|days?|[smhd]";

    private static readonly TimeSpan _longest = TimeSpan.FromDays(31);

    /// <summary>Google's RetryInfo among the details of an error: <c>"retryDelay":"36s"</c>.</summary>
    public static TimeSpan? Of(JsonElement error) =>
        (error.Member("details")?.Items() ?? []).Select(d => d.Text("retryDelay")).OfType<string>().Select(d => Length(d)).FirstOrDefault(d => d is not null);

    /// <summary>Words such as "Please try again in 7m12.5s", "retry after 23 seconds".</summary>
    public static TimeSpan? In(string said) => Retry().Match(said) is { Success: true } match ? Length(match.Groups["length"].Value) : null;

    private static TimeSpan? Length(string words)
    {
        var seconds = 0m;
        foreach (Match part in Part().Matches(words))
        {
            if (!decimal.TryParse(part.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            seconds += number * part.Groups["unit"].Value.ToLowerInvariant() switch
            {
                "ms" or ['m', 'i', 'l', ..] => 0.001m,
                ['s', ..] => 1,
                ['m', ..] => 60,
                ['h', ..] => 3_600,
                _ => 86_400,
            };
        }

        return seconds > 0 ? TimeSpan.FromTicks((long)(Math.Min(seconds, (decimal)_longest.TotalSeconds) * TimeSpan.TicksPerSecond)) : null;
    }

    [GeneratedRegex(
        @"(?:try again|retry)\s+(?:in|after)\s+(?<length>(?:\d+(?:\.\d+)?\s*(?:" + Units + @")\b\s*)+"
            + @"|(?:\d+(?:\.\d+)?[hms])+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Retry();

    [GeneratedRegex(
        @"(?<number>\d+(?:\.\d+)?)\s*(?<unit>" + Units + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
