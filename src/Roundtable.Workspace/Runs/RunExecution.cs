using System.Globalization;
using System.Runtime.CompilerServices;
using Roundtable.Annotation.Items;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Batches;
using Roundtable.Models.Retries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Workspace.Runs;

/// <summary>Carries out a run, from where it stands: asks, writes results as they come, and says how far it is.</summary>
/// <param name="workspace">The data directory and the clock.</param>
/// <param name="log">The log, open for appending.</param>
public sealed class RunExecution(WorkspaceContext workspace, RecordLog log)
{
    /// <summary>A factor for all waits for batches; used for demonstrations and tests.</summary>
    private const string BatchPaceVariable = "ROUNDTABLE_BATCH_PACE";

    private const int MaxInFlightOfConnection = 1024;
    private const int MaxInFlight = 4096;
    private const int MinPrepared = 32;

    private static readonly TimeSpan _betweenReports = TimeSpan.FromSeconds(1);

    /// <summary>How seats are reached; null to ask them at once.</summary>
    public Func<RunFolder, RecordLog, ISeatCaller>? Caller { get; init; }

    /// <summary>Whether whoever asks may read what a session or run said; null where they may read everything.</summary>
    public Func<string, bool>? MayRead { get; init; }

    /// <summary>Where to stop for now: after so many items in all; null for none.</summary>
    public int? StopAfter { get; init; }

    /// <summary>Whether others in this process append answers to the log too.</summary>
    public bool SharesLog { get; init; }

    /// <summary>Hears how the run's batches stand, at each look at them; null for nobody.</summary>
    public IProgress<IReadOnlyList<BatchState>>? BatchProgress { get; init; }

    /// <summary>Hears how far the run is, about once a second; null for nobody.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Goes on with a run.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="seats">Its seats with their clients.</param>
    /// <param name="source">Its items.</param>
    /// <param name="stop">Stops in order: what was begun is finished.</param>
    /// <param name="cancellation">Stops at once; what was recorded is used when the run goes on.</param>
    /// <exception cref="WorkspaceException">When another process is at it, or its files cannot be read.</exception>
    public async Task<RunOutcome> RunAsync(
        RunFolder folder, IReadOnlyList<SeatedModel> seats, RunItemSource source, CancellationToken stop, CancellationToken cancellation)
    {
        using var held = folder.TryLock() ?? throw new WorkspaceException(ErrorKind.InUse, $"Another process is at run {folder.Plan.Id}.");
        var plan = folder.Plan;
        using var index = AnswerIndex.Open(workspace.DataDirectory);
        await Task.Run(() => index.CatchUp(log.Store, cancellation), cancellation);
        using var writer = ResultWriter.Open(folder);
        var limits = folder.Header.Limits;
        var account = new RunAccount(
            limits, new RunNeed(writer.Totals.Calls, writer.Totals.InputTokens + writer.Totals.OutputTokens, writer.Totals.MicroDollars));
        await using var caller = Caller?.Invoke(folder, log) ?? CallerOf(folder, seats, stop);
        var answers = new RecordedAnswerReader(log, index, plan.Id, folder.Header.Reuse, MayRead);
        var engine = new RunEngine(plan, seats, caller, account, workspace.Time)
        {
            Codebook = plan.Codebook is null ? null : RunCodebook.Read(folder),
            Recall = answers.RecallAsync,
            Memory = answers.Remember,
            Estimate = account.CountsTokens ? await PromptEstimates.BeforeAsync(workspace, plan.Panel, cancellation) : null,
        };
        var meter = new RunMeter(workspace.Time, writer.Written, plan.Items.Count);
        new RunStatus(RunState.Running, meter.Measure(writer.Written, writer.Totals), workspace.Time.GetUtcNow()).Write(folder);
        var begun = new Queue<long>();
        var end = Math.Min(StopAfter ?? int.MaxValue, plan.Items.Count);
        try
        {
            do
            {
                lock (begun)
                {
                    begun.Clear();
                }

                await PassAsync();
                writer.Flush();
            }
            while (engine.IsPending && await caller.CompletePassAsync(stop));
        }
        finally
        {
            writer.Flush();
            index.Flush(NextUnknown());
        }

        var isFinished = writer.Written == plan.Items.Count;
        if (isFinished)
        {
            folder.Replace(RunFolder.ReportName, RunReport.Of(plan, folder.Results(withCalls: false)).Write());
        }

        var state = isFinished ? RunState.Finished : engine.IsAtLimit ? RunState.AtLimit : RunState.Stopped;
        var progress = meter.Measure(writer.Written, writer.Totals);
        new RunStatus(state, progress, workspace.Time.GetUtcNow()).Write(folder);
        Progress?.Report(progress);
        return new RunOutcome(state, progress);

        async Task PassAsync()
        {
            await using var results = engine.RunAsync(ItemsAsync(cancellation), stop, cancellation).GetAsyncEnumerator(cancellation);
            while (true)
            {
                var next = results.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    writer.Flush();
                }

                if (!await next)
                {
                    return;
                }

                writer.Add(results.Current);
                lock (begun)
                {
                    begun.Dequeue();
                }

                if (meter.IsDue(_betweenReports))
                {
                    index.Flush(NextUnknown());
                    var now = meter.Measure(writer.Written, writer.Totals);
                    new RunStatus(RunState.Running, now, workspace.Time.GetUtcNow()).Write(folder);
                    Progress?.Report(now);
                }
            }
        }

        // Every answer that is older than the item which is next was given to one whose results are written, and is in the index.
        long NextUnknown()
        {
            lock (begun)
            {
                return log.Store is not FileStore || SharesLog ? 0 : begun.Count > 0 ? begun.Peek() : log.Size;
            }
        }

        async IAsyncEnumerable<(int Index, Item Item)> ItemsAsync([EnumeratorCancellation] CancellationToken token)
        {
            await Task.Yield();
            foreach (var (place, item) in source.Read(writer.Written))
            {
                if (place >= end)
                {
                    yield break;
                }

                token.ThrowIfCancellationRequested();
                lock (begun)
                {
                    begun.Enqueue(log.Size);
                }

                yield return (place, item);
            }
        }
    }

    /// <summary>
    /// Makes a finished run ask again where answers are missing: its results are written anew from the record, and only what is missing there is asked.
    /// </summary>
    public static void Restart(RunFolder folder)
    {
        using var held = folder.TryLock() ?? throw new WorkspaceException(ErrorKind.InUse, $"Another process is at run {folder.Plan.Id}.");
        foreach (var name in (string[])[RunFolder.ReportName, RunFolder.ResultsName, RunFolder.CallsName])
        {
            File.Delete(folder.FilePath(name));
        }
    }

    private ISeatCaller CallerOf(RunFolder folder, IReadOnlyList<SeatedModel> seats, CancellationToken stop)
    {
        var plan = folder.Plan;
        var live = Live(log, plan, seats, workspace.Time, stop);
        if (folder.Header.Batch is not { } expired || StopAfter is not null)
        {
            return live; // A dry run is asked at once: nobody waits a day for twenty items, and what models do not accept is learned before a batch is made.
        }

        try
        {
            var settings = new BatchSettings { Expired = expired }.AtPace(
                double.TryParse(workspace.Variable(BatchPaceVariable), CultureInfo.InvariantCulture, out var pace) && pace is > 0 and < 1000 ? pace : 1);
            var transport = BatchTransport.Open(folder.FilePath(RunFolder.BatchesName), settings, workspace.Time);
            foreach (var model in seats.Select(s => BatchModel.Of(s.Client)).OfType<BatchModel>())
            {
                transport.Register(model);
            }

            return new BatchSeatCaller(transport, live, log, plan.Id, workspace.Time) { Progress = BatchProgress };
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
    }

    /// <summary>Asks the seats at once: as many calls as their connections take, and some that are being prepared or recorded.</summary>
    /// <param name="log">Where answers are recorded.</param>
    /// <param name="plan">The run.</param>
    /// <param name="seats">The seats.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Stops in order.</param>
    internal static LiveSeatCaller Live(RecordLog log, RunPlan plan, IReadOnlyList<SeatedModel> seats, TimeProvider time, CancellationToken stop)
    {
        var connections = seats.DistinctBy(s => s.Connection, StringComparer.Ordinal).ToList();
        var window = Math.Min(MaxInFlight, MaxInFlightOfConnection * connections.Count);
        var calls = connections.Sum(c => (long)(CallConcurrency.Of(c.Client)?.Calls ?? MaxInFlightOfConnection));
        return new LiveSeatCaller(log, plan.Id, window, plan.Settings.SeatSeconds, time, stop)
        {
            MaxPrepared = (int)Math.Min(window, calls + (calls / 2) + MinPrepared),
        };
    }
}
