using Roundtable.Annotation.Runs;
using Roundtable.Models.Batches;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Runs;

namespace Roundtable.Tests.Workspace.Runs.Batches;

/// <summary>Whoever asks for half the price is told of every seat that would cost the whole, before anything is asked.</summary>
public sealed class BatchSeatsTests : IDisposable
{
    private const string Yaml = """
        connections:
          half: { address: "http://127.0.0.1:9/v1", batches: true, models: [m, n] }
          full: { address: "http://127.0.0.1:9/v1", models: [m] }
          own: { address: "http://127.0.0.1:9/v1", models: [m] }
        models:
          half/m: { input: 10, output: 20, batch_discount: 0.5 }
          half/n: { input: 10, output: 20, batch_discount: 0.5 }
          full/m: { input: 10, output: 20 }
          own/m: { input: 0, output: 0 }
        """;

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_seat_that_no_batch_takes_is_refused_with_the_way_out()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => PrepareAsync(orLive: false, "half/m", "full/m"));
        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains("full/m, because its connection 'full' has no batches", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("half/m, because", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--batch-or-live", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_with_headers_of_its_own_is_refused_where_a_batch_has_none()
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Team"] = "a" };
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => PrepareAsync(orLive: false, new SeatPlan("half/m") { Headers = headers }));
        Assert.Contains("asked with headers of its own", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_estimate_says_of_each_seat_how_it_is_asked_and_counts_each_at_its_own_price()
    {
        var prepared = await PrepareAsync(orLive: true, "half/m", "full/m", "own/m");
        var seats = prepared.Estimate.Seats;
        Assert.Equal([null, "its connection 'full' has no batches", "its connection 'own' has no batches"], seats.Select(s => s.NoBatch));
        Assert.Equal(seats[0].BatchMicroDollars + seats[1].MicroDollars + seats[2].MicroDollars, prepared.Estimate.MixedMicroDollars);
        Assert.True(seats[0].BatchMicroDollars < seats[0].MicroDollars);
        var lines = RunText.Estimate(prepared.Estimate, batch: true).ToList();
        Assert.Equal(4, lines.Count);
        Assert.EndsWith("in batches", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("asked at once at the full price: its connection 'full' has no batches", lines[2], StringComparison.Ordinal);
        Assert.Contains(RunText.Money(seats[1].MicroDollars), lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_that_costs_nothing_is_no_trap() => Assert.Equal(2, (await PrepareAsync(orLive: false, "half/m", "own/m")).Seats.Count);

    [Fact]
    public async Task A_run_goes_on_with_what_was_allowed_when_it_began()
    {
        var folder = await BeginAsync(orLive: true);
        Assert.Equal(2, (await new RunService(Context()).ReopenAsync(folder, Cancellation)).Seats.Count);

        // A connection that had batches when the run began, and has none now.
        folder = await BeginAsync(orLive: false, "half/m", "half/n");
        var without = Context(Yaml.Replace(", batches: true", "", StringComparison.Ordinal));
        await Assert.ThrowsAsync<WorkspaceException>(() => new RunService(without).ReopenAsync(folder, Cancellation));
        Assert.Equal(2, (await new RunService(without).ReopenAsync(folder.WithBatchOrLive(), Cancellation)).Seats.Count);
        Assert.True(RunFolder.Open(folder.Path).Header.BatchOrLive);
    }

    private async Task<RunFolder> BeginAsync(bool orLive, params string[] models)
    {
        var prepared = await PrepareAsync(orLive, models.Length > 0 ? models : ["half/m", "full/m"]);
        await using var log = await _workspace.OpenLogAsync();
        return await new RunService(Context()).BeginAsync(prepared, log, Cancellation);
    }

    private Task<PreparedRun> PrepareAsync(bool orLive, params string[] models) => PrepareAsync(orLive, [.. models.Select(m => new SeatPlan(m))]);

    private Task<PreparedRun> PrepareAsync(bool orLive, params SeatPlan[] seats) => new RunService(Context()).PrepareAsync(
        new RunRequest
        {
            Kind = RunKind.Poll,
            Items = _workspace.Write("rows.jsonl", """{"text":"a row"}""" + "\n"),
            Template = "Is {text} odd?",
            Question = new RunQuestion.Choice(["yes", "no"]),
            Seats = seats,
            Batch = ExpiredCalls.Resubmit,
            BatchOrLive = orLive,
        },
        Cancellation);

    private WorkspaceContext Context(string yaml = Yaml) => _workspace.Context with
    {
        ConfigurationFile = _workspace.Write("roundtable.yaml", yaml),
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROUNDTABLE_LOCAL_PROBES"] = "off", ["XDG_CONFIG_HOME"] = _workspace.Path },
    };
}
