using System.Globalization;

namespace Roundtable.Workspace.Judging;

/// <summary>The day that a row tells: a date or a time in ISO 8601, in UTC.</summary>
public static class RowDay
{
    private static readonly string[] _times =
    [
        .. ((string[])["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"]).SelectMany(t => (string[])[$"yyyy-MM-dd'T'{t}K", $"yyyy-MM-dd' '{t}K"]),
    ];

    /// <summary>
    /// The day in UTC; a time without an offset is taken to be in UTC. Null where the text is written otherwise, such as <c>06/01/2023</c> or
    /// <c>2023-06</c>: nobody can tell which day is meant.
    /// </summary>
    public static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : DateTimeOffset.TryParseExact(
            text, _times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
        : null;
}
