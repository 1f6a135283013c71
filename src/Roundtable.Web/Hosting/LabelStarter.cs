using Roundtable.Annotation.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Hosting;

/// <summary>Begins runs of labels whose codebook and items were sent, within the limits of whoever wants them.</summary>
/// <param name="workspace">The data directory and what is connected.</param>
/// <param name="shared">The log that the process's parts share.</param>
/// <param name="host">The runs that go on in this process.</param>
/// <param name="limits">What a caller may have under way and spend in a day.</param>
public sealed class LabelStarter(WorkspaceContext workspace, SharedLog shared, RunHost host, CallerLimits limits)
{
    private const int MicroDollarsPerDollar = 1_000_000;

    /// <summary>Begins a run, or only estimates it.</summary>
    /// <param name="start">What was sent.</param>
    /// <param name="caller">Who wants it.</param>
    /// <param name="cancellation">Stops before anything is asked.</param>
    /// <exception cref="WorkspaceException">When something of it is not accepted, or a ruling does not allow the use.</exception>
    /// <exception cref="IOException">When the log cannot be written.</exception>
    public async Task<LabelStarted> BeginAsync(LabelStart start, Caller caller, CancellationToken cancellation)
    {
        long? budget = start.Budget is { } dollars ? (long)Math.Min(dollars * MicroDollarsPerDollar, long.MaxValue / 2) : null;
        if (limits.LeftToday(caller) is { } left)
        {
            budget = Math.Min(budget ?? left, left);
        }

        if (budget == 0)
        {
            return new LabelStarted.Refused("Nothing is left of what this caller may spend today.");
        }

        var prepared = await LabelUpload.PrepareAsync(workspace, shared, start, new RunLimits(start.MaxCalls, start.MaxTokens, budget), cancellation);
        try
        {
            var estimate = prepared.Run.Estimate;
            if (start.EstimateOnly)
            {
                return new LabelStarted.Estimated(estimate);
            }

            if (limits.RefusalOfRun(caller, prepared.Run.Plan.Id, estimate.MicroDollars, budget) is { } refusal)
            {
                return new LabelStarted.Refused(refusal);
            }

            var (folder, gold) = await host.BeginAsync(prepared, caller, cancellation);
            return new LabelStarted.Begun(estimate, folder, gold);
        }
        finally
        {
            LabelUpload.Discard(prepared);
        }
    }
}

/// <summary>What came of the wish for a run of labels.</summary>
public abstract record LabelStarted
{
    private LabelStarted()
    {
    }

    /// <summary>The caller's limits do not allow it now.</summary>
    /// <param name="Why">Why, a sentence.</param>
    public sealed record Refused(string Why) : LabelStarted;

    /// <summary>It was only estimated.</summary>
    /// <param name="Estimate">What it would take.</param>
    public sealed record Estimated(RunEstimate Estimate) : LabelStarted;

    /// <summary>It goes on in the background.</summary>
    /// <param name="Estimate">What it is expected to take.</param>
    /// <param name="Folder">The run.</param>
    /// <param name="Gold">The sheet that people label; null where no gold was asked for.</param>
    public sealed record Begun(RunEstimate Estimate, RunFolder Folder, StoredSheet? Gold) : LabelStarted;
}
