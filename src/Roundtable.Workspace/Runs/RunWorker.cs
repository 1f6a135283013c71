using System.Buffers;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Runs.Postgres;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// Works on a run together with other processes, which share the database of their log: claims parts of its items, asks, and stores their results there. Once
/// every part is finished, each worker writes the same files.
/// </summary>
/// <param name="workspace">The data directory and the clock.</param>
/// <param name="log">The log in the database.</param>
/// <param name="runs">The runs of the database.</param>
public sealed class RunWorker(WorkspaceContext workspace, RecordLog log, PostgresRuns runs)
{
    private const int PartsAtOnce = 8;

    private static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Hears how far the run is; null for nobody.</summary>
    public IProgress<RunProgress>? Progress { get; init; }

    /// <summary>Whether whoever asks may read what a session or run said; null where they may read everything.</summary>
    public Func<string, bool>? MayRead { get; init; }

    /// <summary>Works on a run until it is finished, or this worker is stopped.</summary>
    /// <param name="folder">This worker's folder of the run.</param>
    /// <param name="seats">The seats with their clients.</param>
    /// <param name="source">The items.</param>
    /// <param name="stop">Stops in order.</param>
    /// <param name="cancellation">Stops at once.</param>
    public async Task<RunOutcome> RunAsync(
        RunFolder folder, IReadOnlyList<SeatedModel> seats, RunItemSource source, CancellationToken stop, CancellationToken cancellation)
    {
        var plan = folder.Plan;
        if (folder.Header.Limits != RunLimits.None)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Several workers cannot keep one limit: begin the run without --max-calls, --max-run-tokens and --budget, or without --store.");
        }

        using var held = folder.TryLock() ?? throw new WorkspaceException(ErrorKind.InUse, $"Another process is at {folder.Path}.");
        var codebook = plan.Codebook is null ? null : RunCodebook.Read(folder);
        await runs.AddAsync(plan.Id, folder.Header.Write(), codebook is null ? null : RunCodebook.Bytes(codebook), plan.Items.Count, cancellation);
        using var items = new PartItems(source);
        using var index = AnswerIndex.Open(workspace.DataDirectory);
        await Task.Run(() => index.CatchUp(log.Store, cancellation), cancellation);
        await using var caller = RunExecution.Live(log, plan, seats, workspace.Time, stop);
        var answers = new RecordedAnswerReader(log, index, plan.Id, folder.Header.Reuse, MayRead);
        var meter = new RunMeter(workspace.Time, 0, plan.Items.Count);
        await Task.WhenAll(Enumerable.Range(0, PartsAtOnce).Select(_ => WorkAsync()));
        var (done, all) = await runs.ProgressAsync(plan.Id, cancellation);
        var state = done == all ? RunState.Finished : RunState.Stopped;
        var progress = state == RunState.Finished ? await WriteAsync(folder, meter, cancellation) : await MeasureAsync();
        new RunStatus(state, progress, workspace.Time.GetUtcNow()).Write(folder);
        Progress?.Report(progress);
        return new RunOutcome(state, progress);

        async Task WorkAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                if (await runs.ClaimAsync(plan.Id, cancellation) is not { } part)
                {
                    var (finished, parts) = await runs.ProgressAsync(plan.Id, cancellation);
                    if (finished == parts)
                    {
                        return;
                    }

                    // The rest is claimed by others; what one of them does not finish can be claimed again.
                    await Task.Delay(_betweenLooks, workspace.Time, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
                    continue;
                }

                await using (part)
                {
                    await AskAsync(part);
                }
            }
        }

        async Task AskAsync(PostgresPart part)
        {
            if (part.WasClaimed)
            {
                await Task.Run(() => index.CatchUp(log.Store, cancellation), cancellation);
            }

            var engine = new RunEngine(plan, seats, caller, new RunAccount(RunLimits.None, default), workspace.Time)
            {
                Codebook = codebook,
                Recall = answers.RecallAsync,
                Memory = answers.Remember,
            };
            var (results, calls) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            var count = 0;
            var wanted = Math.Min(PostgresRuns.ItemsOfPart, plan.Items.Count - part.First);
            await foreach (var result in engine.RunAsync(items.Take(part.First, wanted).ToAsyncEnumerable(), stop, cancellation))
            {
                ResultLine.WriteResult(results, result, plan.Kind == RunKind.Poll ? ItemTally.Of(plan, result) : null);
                ResultLine.WriteCalls(calls, result);
                count++;
            }

            if (count == wanted)
            {
                await part.FinishAsync(results.WrittenMemory, calls.WrittenMemory, CancellationToken.None);
                if (meter.IsDue(_betweenLooks))
                {
                    var now = await MeasureAsync();
                    new RunStatus(RunState.Running, now, workspace.Time.GetUtcNow()).Write(folder);
                    Progress?.Report(now);
                }
            }
        }

        async Task<RunProgress> MeasureAsync()
        {
            var (finished, _) = await runs.ProgressAsync(plan.Id, cancellation);
            return meter.Measure(Math.Min(finished * PostgresRuns.ItemsOfPart, plan.Items.Count), new RunTotals());
        }
    }

    private async Task<RunProgress> WriteAsync(RunFolder folder, RunMeter meter, CancellationToken cancellation)
    {
        await using (var results = File.Create(folder.FilePath(RunFolder.ResultsName)))
        await using (var calls = File.Create(folder.FilePath(RunFolder.CallsName)))
        {
            await foreach (var (said, made) in runs.ResultsAsync(folder.Plan.Id, cancellation))
            {
                await results.WriteAsync(said, cancellation);
                await calls.WriteAsync(made, cancellation);
            }
        }

        var totals = folder.Results().Aggregate(new RunTotals(), (t, r) => t.With(r));
        folder.Replace(RunFolder.ReportName, RunReport.Of(folder.Plan, folder.Results(withCalls: false)).Write());
        return meter.Measure(folder.Plan.Items.Count, totals);
    }
}
