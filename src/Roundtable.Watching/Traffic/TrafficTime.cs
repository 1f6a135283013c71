using System.Globalization;
using System.Text.Json;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// The time of a line: RFC 3339, or seconds or milliseconds since 1970. Nothing else is guessed: 05/06/2026 is one day here and another there, and what has
/// only hours would be today.
/// </summary>
public static class TrafficTime
{
    private const string How = "write it as RFC 3339 (2026-03-01T10:00:00Z), or as seconds or milliseconds since 1970";

    /// <summary>The time that a value of a line says; null where it says none.</summary>
    /// <exception cref="InvalidOperationException">When it is a text that is no text.</exception>
    public static DateTimeOffset? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? OfNumber(number) : null,
        _ => null,
    };

    /// <summary>Reads the time of a line that has one.</summary>
    /// <exception cref="FormatException">When it is none.</exception>
    internal static DateTimeOffset Read(JsonElement value) => Of(value) ?? throw new FormatException(value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) && number is >= 1e15m and < 1e19m =>
            "'time' is a number that is neither seconds nor milliseconds since 1970 (micro- or nanoseconds, it seems): divide it",
        JsonValueKind.Number => $"'time' is a number that is neither seconds nor milliseconds since 1970 (of 2001 to 2286): {How}",
        JsonValueKind.String => $"'time' is not a time: {How}",
        _ => $"'time' is neither a text nor a number: {How}",
    });

    private static DateTimeOffset? OfText(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? OfNumber(number)
        : BeginsWithDay(text)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read) ? read
        : null;

    /// <summary>Ten digits are seconds of 2001 to 2286, thirteen are milliseconds of the same years; no number is both.</summary>
    private static DateTimeOffset? OfNumber(decimal number) => number switch
    {
        >= 1e9m and < 1e10m => DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerSecond)),
        >= 1e12m and < 1e13m => DateTimeOffset.UnixEpoch.AddTicks((long)(number * TimeSpan.TicksPerMillisecond)),
        _ => null,
    };

    private static bool BeginsWithDay(string text) => text.Length >= 10 && text[4] == '-' && text[7] == '-'
        && !text.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') && char.IsAsciiDigit(text[5]) && char.IsAsciiDigit(text[8]);
}
