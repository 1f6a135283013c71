using System.Globalization;
using System.Text.Json;
using Roundtable.Annotation.Runs;
using Roundtable.Models.Batches;
using Roundtable.Record.Entries;
using Roundtable.Tests.Models;
using Roundtable.Tests.Models.Batches;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Tests.Workspace.Runs.Batches;

/// <summary>Whole runs whose seats are asked in batches.</summary>
public sealed class BatchedRunTests
{
    private const string Answer = """{"word":"yes"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_in_batches_records_every_answer_with_its_line_at_half_the_price()
    {
        await using var lab = await Lab.StartAsync(new BatchMischief { Reorders = true, Expires = 0.1, Duplicates = 0.1, FailsLines = 0.1 });
        var (folder, outcome) = await lab.RunAsync(items: 60, cancellation: Cancellation);
        Assert.Equal(RunState.Finished, outcome.State);
        Assert.All(folder.Results(), r => Assert.IsType<SeatAnswer.Json>(Assert.Single(r.Seats).Answer));
        Assert.All(lab.Provider.Charged, c => Assert.Equal(1, c.Value));
        Assert.InRange(outcome.Progress.MicroDollars, (long)(lab.Provider.Bill * 0.99m), (long)(lab.Provider.Bill * 1.01m) + 60);
        Assert.Equal(0, outcome.Progress.UnpricedCalls);
        Assert.Equal(0, lab.Provider.LiveCalls);
        Assert.All(BatchReport.States(folder.FilePath(RunFolder.BatchesName)), s => Assert.Equal(BatchPhase.Fetched, s.Phase));
        await using var log = await LogAccess.OpenAsync(lab.Context, Cancellation);
        Dictionary<long, Leaf> leaves = [];
        await foreach (var logged in log.ReadAsync(0, Cancellation))
        {
            leaves[logged.Index] = logged.Leaf;
        }

        foreach (var seat in folder.Results().SelectMany(r => r.Seats))
        {
            var leaf = leaves[seat.Leaf!.Value];
            Assert.Null(leaf.DurationMs);
            var line = JsonElement.Parse((await log.ContentAsync(leaf.Raw!.Value, Cancellation))!);
            Assert.Equal(CallKey.Of(leaf)!.Value.ToString(), line.GetProperty("custom_id").GetString());
        }
    }

    [Fact]
    public async Task A_dry_run_is_asked_at_once_and_the_rest_in_a_batch()
    {
        await using var lab = await Lab.StartAsync(new BatchMischief());
        var (folder, first) = await lab.RunAsync(items: 50, cancellation: Cancellation, stopAfter: 20);
        Assert.Equal((20, 20, 0), (first.Progress.Items, lab.Provider.LiveCalls, lab.Provider.Batches.Count));
        var outcome = await lab.ResumeAsync(folder, Cancellation);
        Assert.Equal((50, 20), (outcome.Progress.Items, lab.Provider.LiveCalls));
        Assert.Equal(30, Assert.Single(lab.Provider.Batches).Requests);
        Assert.InRange(outcome.Progress.MicroDollars, (long)(lab.Provider.Bill * 0.99m), (long)(lab.Provider.Bill * 1.01m) + 60);
    }

    [Fact]
    public async Task A_stopped_run_leaves_its_batches_and_goes_on_with_them()
    {
        await using var lab = await Lab.StartAsync(new BatchMischief { Polls = 4 });
        using var stop = new CancellationTokenSource();
        var (folder, outcome) = await lab.RunAsync(items: 30, cancellation: Cancellation, stop: stop.Token, onBatches: states =>
        {
            if (states.Any(s => s.Phase == BatchPhase.Submitted))
            {
                stop.Cancel();
            }
        });
        Assert.Equal((RunState.Stopped, 0), (outcome.State, outcome.Progress.Items));
        Assert.Equal(BatchPhase.Submitted, Assert.Single(BatchReport.States(folder.FilePath(RunFolder.BatchesName))).Phase);
        outcome = await lab.ResumeAsync(folder, Cancellation);
        Assert.Equal((RunState.Finished, 30), (outcome.State, outcome.Progress.Items));
        Assert.Single(lab.Provider.Batches);
        Assert.All(lab.Provider.Charged, c => Assert.Equal(1, c.Value));
    }

    [Fact]
    public async Task What_no_batch_answers_is_absent_and_ends_the_run()
    {
        await using var lab = await Lab.StartAsync(new BatchMischief { FailsLines = 0.3, Lasts = true });
        var (folder, outcome) = await lab.RunAsync(items: 40, cancellation: Cancellation);
        Assert.Equal(RunState.Finished, outcome.State);
        var absent = folder.Results().SelectMany(r => r.Seats).Select(s => s.Answer).OfType<SeatAnswer.Absent>().ToList();
        Assert.InRange(absent.Count, 1, 30);
        Assert.All(absent, a => Assert.Contains("The server had an error", a.Reason, StringComparison.Ordinal));
        Assert.Equal(absent.Count, outcome.Progress.Missing);
        Assert.InRange(outcome.Progress.MicroDollars, (long)(lab.Provider.Bill * 0.99m), (long)(lab.Provider.Bill * 1.01m) + 60);
    }

    [Fact]
    public async Task A_limit_of_money_holds_for_what_waits_in_batches()
    {
        await using var lab = await Lab.StartAsync(new BatchMischief());
        var (_, outcome) = await lab.RunAsync(items: 60, cancellation: Cancellation, limits: new RunLimits(Calls: 25));
        Assert.Equal((RunState.AtLimit, 25), (outcome.State, outcome.Progress.Items));
        Assert.Equal(25, lab.Provider.Batches.Sum(b => b.Requests));
    }

    private sealed class Lab : IAsyncDisposable
    {
        private readonly SampleWorkspace _workspace = new();
        private readonly ProviderServer _server;

        private Lab(ProviderServer server, BatchProvider provider, SkippingTime time)
        {
            (_server, Provider) = (server, provider);
            var yaml = _workspace.Write("roundtable.yaml", $"""
                connections:
                  lab:
                    address: {server.Address}v1
                    batches: true
                    models: [m]
                models:
                  lab/m: {"{"} input: {BatchProvider.InputPrice}, output: {BatchProvider.OutputPrice}, batch_discount: 0.5 {"}"}
                """);
            Context = new WorkspaceContext(
                _workspace.Path, yaml, null, time,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_LOCAL_PROBES"] = "off", ["XDG_CONFIG_HOME"] = _workspace.Path });
        }

        public BatchProvider Provider { get; }

        public WorkspaceContext Context { get; }

        public static async Task<Lab> StartAsync(BatchMischief mischief)
        {
            var time = new SkippingTime();
            var provider = new BatchProvider(time, mischief) { Answers = _ => Answer };
            return new Lab(await ProviderServer.StartAsync(provider.AnswerAsync), provider, time);
        }

        public async Task<(RunFolder Folder, RunOutcome Outcome)> RunAsync(
            int items,
            int? stopAfter = null,
            RunLimits? limits = null,
            Action<IReadOnlyList<BatchState>>? onBatches = null,
            CancellationToken stop = default,
            CancellationToken cancellation = default)
        {
            var file = _workspace.Write(
                "items.jsonl", string.Join('\n', Enumerable.Range(1, items).Select(i => JsonSerializer.Serialize(new { id = i.ToString(CultureInfo.InvariantCulture), text = $"item {i}" }))));
            var service = new RunService(Context);
            var prepared = await service.PrepareAsync(
                new RunRequest
                {
                    Kind = RunKind.Poll,
                    Items = file,
                    Template = "What is {text}?",
                    Question = new RunQuestion.Json(JsonElement.Parse("""{"type":"object","properties":{"word":{"type":"string"}},"required":["word"]}""")),
                    Seats = [new("lab/m")],
                    Limits = limits ?? RunLimits.None,
                    Batch = ExpiredCalls.Resubmit,
                },
                cancellation);
            await using var log = await LogAccess.OpenAsync(Context, cancellation);
            var folder = await service.BeginAsync(prepared, log, cancellation);
            var execution = new RunExecution(Context, log)
            {
                StopAfter = stopAfter,
                BatchProgress = onBatches is null ? null : new Direct(onBatches),
            };
            return (folder, await execution.RunAsync(folder, prepared.Seats, prepared.Source, stop, cancellation));
        }

        public async Task<RunOutcome> ResumeAsync(RunFolder folder, CancellationToken cancellation)
        {
            var (seats, source) = await new RunService(Context).ReopenAsync(folder, cancellation);
            await using var log = await LogAccess.OpenAsync(Context, cancellation);
            return await new RunExecution(Context, log).RunAsync(folder, seats, source, CancellationToken.None, cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _workspace.Dispose();
        }
    }

    private sealed class Direct(Action<IReadOnlyList<BatchState>> told) : IProgress<IReadOnlyList<BatchState>>
    {
        public void Report(IReadOnlyList<BatchState> value) => told(value);
    }
}
