using Roundtable.Annotation.Runs;

namespace Roundtable.Workspace.Runs;

/// <summary>Measures how fast a run goes.</summary>
internal sealed class RunMeter(TimeProvider time, int before, int total)
{
    private readonly long _began = time.GetTimestamp();
    private long _reported = time.GetTimestamp();

    /// <summary>Whether so much time has passed since this was last true.</summary>
    public bool IsDue(TimeSpan pause)
    {
        if (time.GetElapsedTime(_reported) < pause)
        {
            return false;
        }

        _reported = time.GetTimestamp();
        return true;
    }

    /// <summary>How far the run is.</summary>
    public RunProgress Measure(int items, RunTotals totals)
    {
        var seconds = time.GetElapsedTime(_began).TotalSeconds;
        double? rate = items > before && seconds > 0 ? (items - before) / seconds : null;
        return new RunProgress
        {
            Items = items,
            Total = total,
            Calls = totals.Calls,
            Reused = totals.Reused,
            Missing = totals.Missing,
            Tokens = totals.InputTokens + totals.OutputTokens,
            MicroDollars = totals.MicroDollars,
            UnpricedCalls = totals.Unpriced,
            ItemsPerSecond = rate,
            Left = rate is { } r ? TimeSpan.FromSeconds(Math.Min((total - items) / r, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
        };
    }
}
