using System.CommandLine;
using System.Diagnostics;
using Roundtable.Benchmarks;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;

var port = new Option<int>("--port");
var latency = new Option<double>("--latency") { DefaultValueFactory = _ => 50, Description = "Milliseconds before each answer." };
var server = new Option<Uri>("--server") { Required = true, CustomParser = r => new Uri(r.Tokens[0].Value) };
var count = new Option<int>("--count") { DefaultValueFactory = _ => 10_000 };
var concurrency = new Option<int>("--concurrency") { DefaultValueFactory = _ => 256 };
var seats = new Option<int>("--seats") { DefaultValueFactory = _ => 5 };

var passes = new Option<int>("--passes") { DefaultValueFactory = _ => 1, Description = "How often the questions are put; the first pass also pays for starting." };

var serve = new Command("serve", "The local model server.") { port, latency };
serve.SetAction(async (parse, cancellation) =>
{
    using var served = new LatencyServer(TimeSpan.FromMilliseconds(parse.GetValue(latency)));
    await served.RunAsync(parse.GetValue(port), cancellation);
});

var calls = new Command("calls", "So many recorded calls at a fixed concurrency.") { server, count, concurrency, latency };
// After some thousand calls the code is compiled for good.
const int WarmUp = 10_000;
calls.SetAction((parse, cancellation) => OnDataAsync(async log =>
{
    var (n, c, wait) = (parse.GetValue(count), parse.GetValue(concurrency), parse.GetValue(latency));
    var run = new CallsRun(log, BenchTable.Seats(parse.GetValue(server)!, 1, parse.GetValue(concurrency)));
    await run.RunAsync(WarmUp, c, cancellation);
    var (wall, processor) = await run.RunAsync(n, c, cancellation);
    var ideal = n * wait / c / 1000;
    BenchTable.Report(
        ("calls", n),
        ("concurrency", c),
        ("latencyMs", wait),
        ("seconds", wall.TotalSeconds),
        ("idealSeconds", ideal),
        ("ratio", wall.TotalSeconds / ideal),
        ("processorMicrosecondsPerCall", processor.TotalMicroseconds / n),
        ("leaves", log.Size));
}));

var polls = new Command("polls", "So many questions, each put to a panel as a session of its own.") { server, count, concurrency, seats, passes };
polls.SetAction((parse, cancellation) => OnDataAsync(async log =>
{
    var n = parse.GetValue(count);
    var panel = BenchTable.Seats(parse.GetValue(server)!, parse.GetValue(seats), parse.GetValue(concurrency) * parse.GetValue(seats));
    var deliberator = new Deliberator(log, TimeProvider.System);
    for (var pass = 1; pass <= parse.GetValue(passes); pass++)
    {
        var votes = 0;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, n, new ParallelOptions { MaxDegreeOfParallelism = parse.GetValue(concurrency), CancellationToken = cancellation }, async (i, stop) =>
        {
            var opened = TimeProvider.System.GetUtcNow();
            var plan = new SessionPlan(SessionId.New(opened), opened, BenchTable.Question(i), [.. panel.Select(s => s.Seat)], null, BenchTable.Poll);
            await foreach (var e in deliberator.RunAsync(plan, panel, null, null, stop))
            {
                if (e is SessionEvent.Finished finished)
                {
                    Interlocked.Add(ref votes, finished.Session.Verdict.Final.Cast);
                }
            }
        });
        var wall = Stopwatch.GetElapsedTime(started);
        BenchTable.Report(
            ("pass", pass),
            ("questions", n),
            ("votes", votes),
            ("seconds", wall.TotalSeconds),
            ("questionsPerSecond", n / wall.TotalSeconds),
            ("peakMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0));
    }
}));

var growth = new Command("growth", "The cost of a call as the log grows.") { server, count, concurrency };
growth.SetAction((parse, cancellation) => OnDataAsync(async log =>
{
    var n = parse.GetValue(count);
    var run = new CallsRun(log, BenchTable.Seats(parse.GetValue(server)!, 1, parse.GetValue(concurrency)));
    await run.RunAsync(1_000, parse.GetValue(concurrency), cancellation);
    while (log.Size < n)
    {
        const int Window = 1_000;
        var at = log.Size;
        var (_, processor) = await run.RunAsync(Window, parse.GetValue(concurrency), cancellation);
        BenchTable.Report(
            ("from", at),
            ("processorMicrosecondsPerCall", processor.TotalMicroseconds / Window),
            ("managedMiB", GC.GetTotalMemory(forceFullCollection: false) / 1048576.0));
    }
}));

return await new RootCommand("Measures Roundtable; docs/benchmarks.md says how.") { serve, calls, polls, growth }.Parse(args).InvokeAsync();

static async Task OnDataAsync(Func<RecordLog, Task> run)
{
    // Beside the program and not under /tmp, which may be memory: durable means on a disk.
    var data = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}"));
    try
    {
        await using var log = await RecordLog.OpenAsync(data.FullName, TimeProvider.System, CancellationToken.None);
        await run(log);
    }
    finally
    {
        data.Delete(recursive: true);
    }
}
