using Roundtable.Record.Languages;

namespace Roundtable.Web.Site.Languages;

/// <summary>Numbers and times in the reader's form.</summary>
public static class ReaderFigures
{
    /// <summary>With the reader's separators between thousands.</summary>
    public static string Grouped(this long number) => number.ToString("N0", Localized.Reader.Culture);

    /// <inheritdoc cref="Grouped(long)"/>
    public static string Grouped(this int number) => ((long)number).Grouped();

    /// <summary>A day, as short as it stands in tables.</summary>
    public static string Day(this DateOnly day) => day.ToString(Localized.T("yyyy-MM-dd"), Localized.Reader.Culture);

    /// <summary>The day of a time in UTC, as short as it stands in tables.</summary>
    public static string Day(this DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).Day();

    /// <summary>A time in UTC, as short as it stands in tables.</summary>
    /// <param name="time">The time.</param>
    /// <param name="seconds">Whether its seconds are told.</param>
    public static string Moment(this DateTimeOffset time, bool seconds = false) =>
        time.UtcDateTime.ToString(seconds ? Localized.T("yyyy-MM-dd HH:mm:ss") : Localized.T("yyyy-MM-dd HH:mm"), Localized.Reader.Culture);
}
