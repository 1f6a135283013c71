using System.Globalization;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Layout;

/// <summary>Times and costs in words.</summary>
public static class FigureText
{
    /// <summary>The median in seconds; a dash where there is none.</summary>
    public static string Seconds(IEnumerable<long> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0 ? "–" : T("{0} s", (sorted[(sorted.Count - 1) / 2] / 1000.0).ToString("0.0", Reader.Culture));
    }

    /// <summary>Dollars; never zero for what is not known.</summary>
    public static string Cost(long? microDollars, bool simulated) =>
        simulated ? T("nothing")
        : microDollars is { } known ? "$" + (known / 1_000_000m).ToString("0.0000", Reader.Culture)
        : T("unknown");

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString(T("d MMMM yyyy"), Reader.Culture);

    /// <summary>The kind of a session, as in "debate over 2 rounds".</summary>
    public static string Kind(bool open, bool debate, int rounds) =>
        (open, debate) switch
        {
            (true, true) => T("open debate over {0, plural, one {# round} other {# rounds}}", rounds),
            (false, true) => T("debate over {0, plural, one {# round} other {# rounds}}", rounds),
            (true, false) => T("open poll"),
            _ => T("poll"),
        };
}
