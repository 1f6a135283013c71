using System.CommandLine;
using System.Diagnostics;
using Roundtable.Benchmarks;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Plans;
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

var to = new Option<Uri>("--to") { CustomParser = r => new Uri(r.Tokens[0].Value), Description = "The upstream." };
var through = new Option<Uri>("--through") { CustomParser = r => new Uri(r.Tokens[0].Value), Description = "The same behind the gateway." };
var body = new Option<string>("--body") { DefaultValueFactory = _ => "{}" };
var runSeconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10 };
var gatewayLatency = new Command("gateway-latency", "What the gateway adds at a steady rate.") { to, through, body, runSeconds };
gatewayLatency.SetAction((parse, cancellation) => GatewayLatency.RunAsync(
    parse.GetValue(to)!, parse.GetValue(through)!, parse.GetValue(body)!, parse.GetValue(runSeconds), cancellation));
var gatewayFloor = new Command("gateway-floor", "A forwarder that does nothing else, on a port.") { port, to };
gatewayFloor.SetAction((parse, cancellation) => GatewayFloor.RunAsync(parse.GetValue(port), parse.GetValue(to)!, cancellation));
var gatewayStreams = new Command("gateway-streams", "What the gateway adds to the events of many streams.") { port, through, runSeconds };
gatewayStreams.SetAction((parse, cancellation) => new GatewayStreams(parse.GetValue(port), parse.GetValue(through)!, parse.GetValue(runSeconds)).RunAsync(cancellation));

var fusion = new Command("fusion", "What sessions that are answered in full take beyond their calls.") { server, count, latency };
fusion.SetAction((parse, cancellation) => OnDataAsync(log =>
    FusionRuns.RunAsync(log, parse.GetValue(server)!, parse.GetValue(count), parse.GetValue(latency), cancellation)));

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

var votesFolder = new Option<string>("--folder") { Required = true, Description = "Tables of votes." };
var draws = new Option<int>("--draws") { DefaultValueFactory = _ => 200 };
var only = new Option<string[]>("--task") { AllowMultipleArgumentsPerToken = true, Description = "Only these tables; all otherwise." };
IEnumerable<VoteTask> Tables(ParseResult parse, Option<string?> folder) => parse.GetValue(folder) is { } at
    ? VoteTask.Public(at).Where(t => parse.GetValue(only) is not { Length: > 0 } names || names.Contains(t.Name))
    : [];
var anyVotes = new Option<string?>("--votes") { Description = "A folder of votes." };
var halves = new Option<int[]>("--halves") { AllowMultipleArgumentsPerToken = true, Description = "0 for all items, 1 and 2 for halves.", DefaultValueFactory = _ => [0] };
var aggregationTables = new Command("aggregation-tables", "The default rule on every table of a folder.") { anyVotes, draws, halves, only };
aggregationTables.SetAction(parse => TaskRuns.Run(Tables(parse, anyVotes), parse.GetValue(draws), parse.GetValue(halves)!));
var aggregation = new Command("aggregation", "Accuracy and calibration of aggregation on public votes.") { votesFolder, draws };
aggregation.SetAction(parse => new AggregationRuns(parse.GetValue(votesFolder)!, parse.GetValue(draws)).All());
var votesFile = new Option<string>("--file") { Required = true };
var aggregationScale = new Command("aggregation-scale", "Dawid and Skene's model on so many rows.") { count };
aggregationScale.SetAction(parse => AggregationScale.Run(parse.GetValue(count)));
var aggregationVotes = new Command("aggregation-votes", "The same rows as a file.") { count, votesFile };
aggregationVotes.SetAction(parse => AggregationScale.Write(parse.GetValue(count), parse.GetValue(votesFile)!));

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

var leaves = new Option<int>("--leaves") { DefaultValueFactory = _ => 10_000_000 };
var tree = new Command("tree", "A Merkle tree over so many leaf hashes, in memory.") { leaves };
tree.SetAction(parse => LogRuns.Tree(parse.GetValue(leaves)));

var group = new Option<int>("--batch") { DefaultValueFactory = _ => 4_096 };
var bytes = new Option<int>("--bytes") { DefaultValueFactory = _ => 300 };
var into = new Option<string>("--into") { Required = true };
var batch = new Command("batch", "Entries appended in batches to tiles on disk.") { leaves, group, bytes, into };
batch.SetAction(parse => LogRuns.Batch(parse.GetValue(leaves), parse.GetValue(group), parse.GetValue(bytes), parse.GetValue(into)!));

var writers = new Option<int>("--writers") { DefaultValueFactory = _ => 1 };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 5 };
var durable = new Command("durable", "Durable appends against the machine's own flushes.") { writers, seconds };
durable.SetAction(parse => OnDirectoryAsync(async data =>
{
    await using var log = await RecordLog.OpenAsync(data, TimeProvider.System, CancellationToken.None);
    await LogRuns.DurableAsync(log, data, parse.GetValue(writers), TimeSpan.FromSeconds(parse.GetValue(seconds)));
}));

var sizes = new Option<long[]>("--sizes") { DefaultValueFactory = _ => [10_000, 100_000, 1_000_000, 10_000_000], AllowMultipleArgumentsPerToken = true };
var contents = new Option<bool>("--contents") { Description = "Each leaf with four contents of its own." };
var grow = new Command("log-growth", "The cost of an append, of opening, and of proofs as the log grows.") { sizes, contents };
grow.SetAction(parse => OnDirectoryAsync(data => LogRuns.GrowAsync(data, parse.GetValue(sizes)!, parse.GetValue(contents))));

var store = new Option<string>("--store") { Required = true };
var postgres = new Command("postgres", "Durable appends to a log in PostgreSQL by this process.") { store, writers, seconds };
postgres.SetAction(parse => OnDirectoryAsync(async data =>
{
    var key = Roundtable.Record.Checkpoints.SigningKey.Parse(Environment.GetEnvironmentVariable("ROUNDTABLE_LOG_KEY")!);
    await using var log = RecordLog.Over(Roundtable.Workspace.Postgres.PostgresStore.Open(Roundtable.Workspace.Postgres.PostgresAddress.Parse(parse.GetValue(store)!), data, new LogOptions { Key = key }), TimeProvider.System);
    await LogRuns.AppendAsync(log, parse.GetValue(writers), TimeSpan.FromSeconds(1));
    var started = Stopwatch.GetTimestamp();
    var count = await LogRuns.AppendAsync(log, parse.GetValue(writers), TimeSpan.FromSeconds(parse.GetValue(seconds)));
    BenchTable.Report(("writers", parse.GetValue(writers)), ("appendsPerSecond", count / Stopwatch.GetElapsedTime(started).TotalSeconds));
}));

var newKey = new Command("new-key", "A secret key for a log.");
newKey.SetAction(_ => Console.WriteLine(Roundtable.Record.Checkpoints.SigningKey.New("example.org/log").ToSecret()));

var address = new Option<Uri>("--address") { Required = true, CustomParser = r => new Uri(r.Tokens[0].Value) };
var pages = new Command("site-pages", "Bytes of pages of a running site.") { address };
pages.SetAction(async (parse, cancellation) =>
{
    using var site = new SiteRun(parse.GetValue(address)!);
    var id = await site.RehearseAsync(cancellation);
    var sheet = await site.StyleSheetAsync(cancellation);
    var (floor, _, _) = await site.PageAsync(sheet, 200, cancellation);
    foreach (var (name, path) in ((string, string)[])[("sheet", sheet), ("session", $"/sessions/{id}"), ("sessions", "/sessions"), ("ask", "/"), ("models", "/models")])
    {
        var (first, last, size) = await site.PageAsync(path, 200, cancellation);
        Console.WriteLine($"{name}: first byte {first:0.00} ms ({first / floor:0.0} x the floor), last {last:0.00} ms, {size / 1000.0:0.0} kB");
    }
});

var paths = new Option<string[]>("--path") { Required = true, AllowMultipleArgumentsPerToken = true };
var pageRuns = new Option<int>("--runs") { DefaultValueFactory = _ => 50 };
var process = new Option<int>("--process") { Required = true, Description = "The server's process, for its memory and processor time." };
var firstBytes = new Command("site-first-byte", "Milliseconds to the first byte of pages of a running site, and its processor time for each request.")
{
    address, paths, pageRuns, process,
};
firstBytes.SetAction(async (parse, cancellation) =>
{
    using var site = new SiteRun(parse.GetValue(address)!);
    using var server = System.Diagnostics.Process.GetProcessById(parse.GetValue(process));
    var runs = parse.GetValue(pageRuns);
    var floor = 0.0;

    // The style sheet comes from memory: what a page takes beyond it is the page's own, whatever else the machine does.
    foreach (var path in parse.GetValue(paths)!.Prepend(await site.StyleSheetAsync(cancellation)))
    {
        server.Refresh();
        var before = server.TotalProcessorTime;
        var (least, median, p95) = await site.FirstByteAsync(path, runs, cancellation);
        server.Refresh();
        var used = (server.TotalProcessorTime - before).TotalMilliseconds / (runs + 10);
        floor = floor == 0 ? median : floor;
        Console.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"| {path} | {least:0.0} | {median:0.0} | {p95:0.0} | {median / floor:0.0} | {used:0.0} |"));
    }
});

var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 1000 };
var watching = new Command("site-viewers", "Memory of a running site with so many idle viewers of one live session.") { address, viewers, process };
watching.SetAction(async (parse, cancellation) =>
{
    using var site = new SiteRun(parse.GetValue(address)!);
    var (before, with) = await site.ViewersAsync(parse.GetValue(viewers), parse.GetValue(process), cancellation);
    BenchTable.Report(("viewers", parse.GetValue(viewers)), ("residentMiB", with / 1048576.0), ("residentMiBWithOne", before / 1048576.0), ("kiBAViewer", (with - before) / 1024.0 / parse.GetValue(viewers)));
});

var asked = new Command("site-sessions", "Sessions a second through the API of a running site.") { address, count, concurrency };
asked.SetAction(async (parse, cancellation) =>
{
    using var site = new SiteRun(parse.GetValue(address)!);
    var perSecond = await site.SessionsAsync(parse.GetValue(count), parse.GetValue(concurrency), 3, cancellation);
    BenchTable.Report(("concurrency", parse.GetValue(concurrency)), ("sessions", parse.GetValue(count)), ("sessionsPerSecond", perSecond));
});

var file = new Option<string>("--file") { Required = true };
var database = new Option<string>("--database") { Required = true };
var rows = new Command("rows", "Rows of mixed lineage, and the same look-ups as a table.") { count, file, database };
rows.SetAction(parse => RulingRuns.Make(parse.GetValue(count), parse.GetValue(file)!, parse.GetValue(database)!));
var rulings = new Command("rulings", "Rulings on the rows of a file.") { file };
rulings.SetAction((parse, _) => OnDirectoryAsync(data => RulingRuns.JudgeAsync(parse.GetValue(file)!, data)));
var folder = new Option<string>("--folder") { Required = true, Description = "The data directory; made where it has no log." };
var cutoff = new Command("cutoff", "An audit of cut-offs over so many answers and exchanges.") { leaves, folder };
cutoff.SetAction((parse, _) => CutoffRuns.RunAsync(parse.GetValue(folder)!, parse.GetValue(leaves)));
var pairs = new Option<string>("--pairs") { Required = true, Description = "A folder with a folder for each pair of benign and attacking texts." };
var windowSize = new Option<int>("--size") { DefaultValueFactory = _ => 1500 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var windowVectors = new Option<string?>("--vectors");
var watchWindows = new Command("watch-windows", "Windows of mixed traffic, with each prompt a caller of its own.") { pairs, windowSize, count, seed, windowVectors };
watchWindows.SetAction(parse => WatchRuns.Windows(
    parse.GetValue(pairs)!, parse.GetValue(windowSize), parse.GetValue(count), parse.GetValue(seed), parse.GetValue(windowVectors)));
var referenceFile = new Option<string>("--reference") { Required = true, Description = "A file of benign traffic." };
var watchMany = new Command("watch-many", "Files of traffic, a path a line of the standard input, against one reference.") { referenceFile };
watchMany.SetAction(parse => WatchRuns.Many(parse.GetValue(referenceFile)!));
var join = new Command("rulings-join", "The same look-ups as one SQL join.") { database };
join.SetAction(parse => RulingRuns.Join(parse.GetValue(database)!));
var inStore = new Option<string?>("--in");
var lineage = new Command("lineage", "Questions up and down in a log of so many answers, and rulings on rows that name each of them.") { leaves, inStore };
lineage.SetAction((parse, _) => OnDirectoryAsync(data => RulingRuns.LineageAsync(data, parse.GetValue(leaves), parse.GetValue(inStore))));

var times = new Option<int>("--times") { DefaultValueFactory = _ => 3 };
var corpusText = new Command("corpus-text", "Finding and unescaping the text of a file of JSON Lines, on one thread.") { file, times };
corpusText.SetAction(parse => CorpusRuns.Text(parse.GetValue(file)!, parse.GetValue(times)));
var stages = new Option<int>("--stages") { DefaultValueFactory = _ => 31 };
var corpusLabel = new Command("corpus-label", "Digest, patterns and signature of every row, on one thread.") { file, times, stages };
corpusLabel.SetAction(parse => CorpusRuns.Label(parse.GetValue(file)!, parse.GetValue(times), parse.GetValue(stages)));

var phrasesFile = new Option<string>("--phrases") { Required = true };
var corpusPhrases = new Command("corpus-phrases", "Every hit of many phrases in a file as it lies there.") { file, phrasesFile, times };
corpusPhrases.SetAction(parse => PhraseRuns.Run(parse.GetValue(file)!, parse.GetValue(phrasesFile)!, parse.GetValue(times)));
var textCount = new Option<int>("--count") { DefaultValueFactory = _ => 20_000 };
var corpusSignatures = new Command("corpus-signatures", "Signatures of the first texts of a file.") { file, textCount, times };
corpusSignatures.SetAction(parse => SignatureRuns.Run(parse.GetValue(file)!, parse.GetValue(textCount), parse.GetValue(times)));
var place = new Option<string>("--store") { Required = true };
var entries = new Option<int[]>("--entries") { AllowMultipleArgumentsPerToken = true };
var corpusLookup = new Command("corpus-lookup", "Look-ups in reference collections of growing size.") { place, entries };
corpusLookup.SetAction(parse => LookupRuns.Growth(parse.GetValue(place)!, parse.GetValue(entries)!));
var sought = new Option<string>("--text") { Required = true };
var corpusTrace = new Command("corpus-trace", "A text traced through a corpus.") { file, place, sought, times };
corpusTrace.SetAction(parse => LookupRuns.Trace(parse.GetValue(file)!, parse.GetValue(place)!, parse.GetValue(sought)!, parse.GetValue(times)));
var scanThreads = new Option<int>("--threads") { DefaultValueFactory = _ => 1 };
var corpusScan = new Command("corpus-scan", "A whole scan.") { file, place, scanThreads, times };
corpusScan.SetAction(parse => ScanRuns.Run(parse.GetValue(file)!, parse.GetValue(place)!, parse.GetValue(scanThreads), parse.GetValue(times)));

var shareDraws = new Option<int>("--draws") { DefaultValueFactory = _ => 1_000 };
var learnedDraws = new Option<int>("--learned-draws") { DefaultValueFactory = _ => 0, Description = "Draws in which the default rule is learned from the gold as well." };
var goldSize = new Option<int>("--gold") { DefaultValueFactory = _ => 100 };
var shares = new Command("shares", "How often intervals of shares hold on public votes.") { anyVotes, shareDraws, learnedDraws, goldSize, only };
shares.SetAction(parse => new EstimateRuns(parse.GetValue(shareDraws), parse.GetValue(goldSize)).Shares(Tables(parse, anyVotes), parse.GetValue(learnedDraws)));
var promises = new Command("promises", "How often a promised precision holds, and how much is taken; synthetic tasks, and those of the folder.") { anyVotes, shareDraws, learnedDraws, only };
promises.SetAction(parse => PromiseRuns.Run(Tables(parse, anyVotes), parse.GetValue(shareDraws), parse.GetValue(learnedDraws)));

var setPart = new Option<string?>("--part") { Description = "few, leafEach or lineageEach; all otherwise." };
var asParquet = new Option<bool>("--parquet");
var disclosure = new Command("disclosure", "A commitment that can be audited, beside the scan's own over the same rows.") { count };
disclosure.SetAction(parse => OnDirectoryAsync(data =>
{
    DisclosureRuns.Run(data, parse.GetValue(count));
    return Task.CompletedTask;
}));
var sets = new Command("sets", "Training sets of so many rows: ruled on, written, and rows proved.") { count, asParquet, setPart };
sets.SetAction(parse => OnDirectoryAsync(data => SetRuns.RunAsync(data, parse.GetValue(count), parse.GetValue(asParquet), parse.GetValue(setPart))));

var trainFile = new Option<string>("--train") { Required = true, Description = "Texts that are taught, with the columns text and category." };
var testFile = new Option<string>("--test") { Required = true, Description = "Texts that are tested." };
var teacherErrors = new Option<double[]>("--errors") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0.0] };
var learnThreads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount };
var vectorModel = new Option<string?>("--vectors");
var students = new Command("students", "A student of labelled texts: accuracy, calibration, time.") { trainFile, testFile, teacherErrors, learnThreads, vectorModel };
students.SetAction(parse => StudentRuns.Run(
    parse.GetValue(trainFile)!, parse.GetValue(testFile)!, parse.GetValue(teacherErrors)!, parse.GetValue(learnThreads), parse.GetValue(vectorModel)));
var vectorTexts = new Option<string>("--texts") { Required = true };
var encode = new Command("vectors", "Sentence vectors of a JSON array of texts, as JSON.") { vectorTexts, vectorModel };
encode.SetAction(parse => StudentRuns.Vectors(parse.GetValue(vectorTexts)!, parse.GetValue(vectorModel)!));

return await new RootCommand("Measures Roundtable; docs/benchmarks.md says how.") { serve, calls, gatewayLatency, gatewayFloor, gatewayStreams, fusion, polls, growth, tree, batch, durable, grow, postgres, newKey, pages, firstBytes, watching, asked, rows, rulings, cutoff, watchWindows, watchMany, join, lineage, corpusText, corpusLabel, corpusPhrases, corpusSignatures, corpusLookup, corpusTrace, corpusScan, shares, promises, sets, disclosure, students, encode, aggregation, aggregationTables, aggregationScale, aggregationVotes }.Parse(args).InvokeAsync();

static Task OnDataAsync(Func<RecordLog, Task> run) => OnDirectoryAsync(async data =>
{
    await using var log = await RecordLog.OpenAsync(data, TimeProvider.System, CancellationToken.None);
    await run(log);
});

static async Task OnDirectoryAsync(Func<string, Task> run)
{
    // Beside the program and not under /tmp, which may be memory: durable means on a disk.
    var data = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}"));
    try
    {
        await run(data.FullName);
    }
    finally
    {
        data.Delete(recursive: true);
    }
}
