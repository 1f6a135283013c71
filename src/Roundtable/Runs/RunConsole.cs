using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Runs.Batches;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Cli.Runs;

/// <summary>
/// Carries out runs at a console: the estimate, a dry run on the first items, the rest, progress on the way and how it ended. Ctrl-C stops in order, a second
/// one at once.
/// </summary>
internal sealed class RunConsole
{
    /// <summary>How many items a dry run asks about.</summary>
    public const int DryRunItems = 20;

    private readonly Invocation _invocation;
    private readonly WorkspaceContext _workspace;

    /// <summary>A console for one verb.</summary>
    public RunConsole(Invocation invocation)
    {
        _invocation = invocation;
        _workspace = invocation.Workspace with { RehearsalPace = TimeSpan.Zero };
    }

    /// <summary>Nobody watches single answers of a run.</summary>
    public WorkspaceContext Workspace => _workspace;

    /// <summary>Carries out a new run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Stops it in order.</param>
    /// <param name="before">What is done before the run is on record, such as drawing gold; null for nothing.</param>
    /// <returns>The run's folder and how it ended; null where nothing was asked after the dry run.</returns>
    public async Task<(RunFolder Folder, RunOutcome Outcome)> BeginAsync(
        PreparedRun run, CancellationToken stop, Func<RecordLog, Task>? before = null)
    {
        var notice = NoticeOptions.Read(_invocation.Parse, RunOptions.Notify, RunOptions.Webhook);
        notice?.Check(_workspace);
        await WriteAsync(string.Join(Environment.NewLine, RunText.Estimate(run.Estimate, run.Request.Batch is not null)));
        await using var log = await LogAccess.OpenPatientlyAsync(_workspace, stop);
        await (before?.Invoke(log) ?? Task.CompletedTask);
        var folder = await new RunService(_workspace).BeginAsync(run, log, stop);
        await WriteAsync($"Run {folder.Plan.Id} in {folder.Path}");
        var dry = _invocation.Parse.GetValue(RunOptions.DryRun);
        var first = await ExecuteAsync(log, folder, run.Seats, run.Source, run.Plan.Items.Count > DryRunItems ? DryRunItems : null, stop);
        if (first.State == RunState.Stopped && !stop.IsCancellationRequested)
        {
            await WriteAsync(Measured(first.Progress, run.Plan));
            if (dry || !Confirm(first.Progress, run.Plan))
            {
                await WriteAsync($"Nothing more was asked: 'roundtable runs resume {folder.Plan.Id}' goes on with the rest.");
                return (folder, first);
            }

            first = await ExecuteAsync(log, folder, run.Seats, run.Source, null, stop);
        }

        await EndAsync(folder, first, notice);
        return (folder, first);
    }

    /// <summary>Goes on with a run that stands somewhere.</summary>
    public async Task<RunOutcome> ResumeAsync(RunFolder folder, CancellationToken stop)
    {
        var notice = NoticeOptions.Read(_invocation.Parse, RunOptions.Notify, RunOptions.Webhook);
        notice?.Check(_workspace);
        var (seats, source) = await new RunService(_workspace).ReopenAsync(folder, stop);
        await using var log = await LogAccess.OpenPatientlyAsync(_workspace, stop);
        var outcome = await ExecuteAsync(log, folder, seats, source, null, stop);
        await EndAsync(folder, outcome, notice);
        return outcome;
    }

    /// <summary>Prints how a run stands, and gives the exit code.</summary>
    public async Task<int> ReportAsync(RunFolder folder, RunOutcome outcome)
    {
        await _invocation.Out.WriteLineAsync(
            _invocation.Json ? Document.Line(RunJson.Of(folder)) : string.Join(Environment.NewLine, RunText.Of(folder)));
        return outcome.State switch
        {
            RunState.AtLimit => ExitCode.Budget,
            RunState.Stopped when !_invocation.Parse.GetValue(RunOptions.DryRun) => ExitCode.Interrupted,
            _ => ExitCode.Ok,
        };
    }

    private async Task<RunOutcome> ExecuteAsync(
        RecordLog log, RunFolder folder, IReadOnlyList<SeatedModel> seats, RunItemSource source, int? stopAfter, CancellationToken stop)
    {
        // Nobody waits for a page while the program does nothing but a run: collecting beside it costs processor time and a fifth of the memory.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        using var now = new CancellationTokenSource();
        var signals = 0;
        void Signalled(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref signals) > 1)
            {
                now.Cancel();
            }
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Signalled);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Signalled);
        using var line = ProgressLine.Open(_invocation);
        await using var waiting = stop.Register(
            () => _invocation.Error.WriteLine("Stopping: answers on their way are waited for. Ctrl-C again stops at once."));
        var execution = new RunExecution(_workspace, log)
        {
            BatchProgress = line,
            Progress = line,
            StopAfter = stopAfter,
        };
        return await new RunService(_workspace).ExecuteAsync(execution, folder, seats, source, log, stop, now.Token);
    }

    private async Task EndAsync(RunFolder folder, RunOutcome outcome, Notice? notice)
    {
        if (notice is not null
            && await RunNotice.SendAsync(notice, _workspace, folder, outcome, NullLogger<WebhookSender>.Instance) is { } problem)
        {
            await _invocation.Error.WriteLineAsync($"Warning: {problem}");
        }

        if (outcome.State is RunState.Stopped or RunState.AtLimit)
        {
            await WriteAsync(outcome.State == RunState.AtLimit
                ? $"A limit of the run is reached: 'roundtable runs resume {folder.Plan.Id}' with a higher one goes on."
                : BatchReport.Waiting(folder.FilePath(RunFolder.BatchesName), folder.Plan.Id)
                    ?? $"Stopped. Every answer so far is kept: 'roundtable runs resume {folder.Plan.Id}' goes on.");
        }
    }

    /// <summary>Where a person can answer and money is at stake, asks whether to go on.</summary>
    private bool Confirm(RunProgress progress, RunPlan plan)
    {
        var isFree = plan.Panel.All(s => s.Model.Simulated || s.Model.Price?.Dearest(1000, 1000) == 0);
        var isUnwatched = _invocation.Json || Console.IsInputRedirected || Console.IsErrorRedirected;
        if (isFree || isUnwatched || progress.Calls == 0 || _invocation.Parse.GetValue(RunOptions.Yes))
        {
            return true;
        }

        _invocation.Error.Write("Go on? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private async Task WriteAsync(string text)
    {
        if (!_invocation.Json)
        {
            await _invocation.Error.WriteLineAsync(text);
        }
    }

    private static string Measured(RunProgress progress, RunPlan plan)
    {
        var scale = (double)(plan.Items.Count - progress.Items) / Math.Max(1, progress.Items);
        var cost = progress.UnpricedCalls > 0 ? "at an unknown price" : RunText.Money((long)(progress.MicroDollars * scale));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Dry run: {progress.Items} items took {progress.Calls} calls and {progress.Tokens:N0} tokens, {progress.Reused} answers were there, "
                + $"{progress.Missing} are missing. By that the other {plan.Items.Count - progress.Items:N0} take {progress.Calls * scale:N0} calls, "
                + $"{progress.Tokens * scale:N0} tokens, {cost}.");
    }
}
