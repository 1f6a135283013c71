using System.Globalization;
using Roundtable.Workspace.Exports;

namespace Roundtable.Web.Site.Layout;

/// <summary>Times and costs in words.</summary>
public static class FigureText
{
    /// <summary>The median in seconds; a dash where there is none.</summary>
    public static string Seconds(IEnumerable<long> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{sorted[(sorted.Count - 1) / 2] / 1000.0:0.0} s");
    }

    /// <summary>Dollars; never zero for what is not known.</summary>
    public static string Cost(long? microDollars, bool simulated) =>
        simulated ? "nothing"
        : microDollars is { } known ? string.Create(CultureInfo.InvariantCulture, $"${known / 1_000_000m:0.0000}")
        : "unknown";

    /// <summary>A share in per cent.</summary>
    public static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The kind of a session, as in "debate over 2 rounds".</summary>
    public static string Kind(bool open, bool debate, int rounds) =>
        (open ? "open " : "") + (debate ? $"debate over {VerdictText.Count(rounds, "round")}" : "poll");
}
