using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Sets;
using Roundtable.Workspace;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;

namespace Roundtable.Tests.Workspace.Cutoffs;

/// <summary>Content that came after a bar: all of it and nothing else, and what cannot be told as a question.</summary>
public sealed class CutoffAuditTests : IDisposable
{
    // Of the starter set: Anthropic ended xAI's access on this day; whoever xAI owns by more than half is reached too.
    private static readonly DateOnly _bar = new(2026, 1, 7);

    private static readonly Producer _claude = new("anthropic", "claude-sonnet-4-5", null, new Route(RouteKind.Direct));
    private static readonly Producer _other = new("openai", "gpt-5", null, new Route(RouteKind.Direct));
    private static readonly Producer _local = new("lab", "qwen3-32b", null, new Route(RouteKind.Local));

    /// <summary>Ways to the vendor's model, and what each is called.</summary>
    private static readonly (Producer Producer, CutoffRoute Route)[] _ways =
    [
        (_claude, CutoffRoute.Direct),
        (_claude with { Connection = "claude.ai" }, CutoffRoute.PrivateAccount),
        (new Producer("openrouter", "anthropic/claude-sonnet-4-5", null, new Route(RouteKind.Aggregator, "openrouter")), CutoffRoute.Aggregator),
        (new Producer("blackbox", "claude-sonnet-4-5", null, new Route(RouteKind.Reseller, "blackbox")), CutoffRoute.Reseller),
        (new Producer("bedrock", "us.anthropic.claude-sonnet-4-5-v1:0", null, new Route(RouteKind.Cloud)), CutoffRoute.Cloud),
        (new Producer("a-proxy-of-nobody", "claude-sonnet-4-5", null), CutoffRoute.Hidden),
    ];

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Two_hundred_planted_among_many_are_all_found_and_nothing_else()
    {
        var (random, many) = (new Random(7), TestDepth.Of(4_000, 1_000_000));
        await AddAsync("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n");
        HashSet<string> planted = new(StringComparer.Ordinal);
        Dictionary<CutoffRoute, int> routes = [];

        // Half of them among answers and exchanges.
        await using (var log = await _workspace.OpenLogAsync())
        {
            var places = Enumerable.Range(0, many).OrderBy(_ => random.Next()).Take(120).ToHashSet();
            List<Task<Receipt>> pending = [];
            List<int> pendingPlanted = [];
            var first = log.Size;
            for (var i = 0; i < many; i++)
            {
                var (way, route) = _ways[random.Next(_ways.Length)];
                var isPlanted = places.Contains(i);
                var (producer, day) = isPlanted ? (way, _bar.AddDays(random.Next(300)))
                    : random.Next(3) switch { 0 => (way, _bar.AddDays(-1 - random.Next(300))), 1 => (_other, _bar.AddDays(random.Next(300))), _ => (_local, _bar.AddDays(random.Next(300))) };
                if (isPlanted)
                {
                    planted.Add($"leaf:{first + i}");
                    routes[route] = routes.GetValueOrDefault(route) + 1;
                }

                pending.Add(AppendAsync(log, producer, day, i, exchange: i % 2 == 0, simulated: false));
                if (pending.Count == 4096)
                {
                    await Task.WhenAll(pending);
                    pending.Clear();
                }
            }

            await Task.WhenAll(pending);
            await AppendAsync(log, _claude, _bar.AddDays(9), many, exchange: false, simulated: true); // no model wrote it
        }

        // Seventy among rows of a corpus that say where they came from.
        var rows = new StringBuilder();
        var marked = Enumerable.Range(1, many / 4).OrderBy(_ => random.Next()).Take(70).ToHashSet();
        for (var row = 1; row <= many / 4; row++)
        {
            var (way, route) = _ways[random.Next(_ways.Length - 1)];
            var isPlanted = marked.Contains(row);
            var (model, day) = isPlanted ? (way, _bar.AddDays(random.Next(300)))
                : random.Next(2) == 0 ? (way, _bar.AddDays(-1 - random.Next(300))) : (_other, _bar.AddDays(random.Next(300)));
            rows.Append(JsonSerializer.Serialize(new
            {
                prompt = $"Question {row}?",
                completion = $"The answer number {row} about boats.",
                provenance = new { model = model.Requested, connection = model.Connection, route = Named(model.Route!), obtained = day.ToString("O", CultureInfo.InvariantCulture) },
            })).Append('\n');
            if (isPlanted)
            {
                planted.Add($"row:rows.jsonl:{row}");
                routes[route] = routes.GetValueOrDefault(route) + 1;
            }
        }

        await ScanAsync("rows.jsonl", rows.ToString());

        // Ten among what the organisation's own models declare.
        for (var i = 0; i < 40; i++)
        {
            var isPlanted = i % 4 == 0;
            var on = isPlanted ? _bar.AddDays(i) : _bar.AddDays(-1 - i);
            await AddAsync($"model: acme/student-{i}\nversion: \"1\"\nvendor: acme\nweights: closed\nkind: classifier\nsources:\n  - {{taught-by: model:claude-sonnet-4-5, on: {on:yyyy-MM-dd}, through: anthropic}}\n");
            if (isPlanted)
            {
                planted.Add($"edge:model:acme/student-{i}@1");
            }
        }

        var report = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme") { Vendor = "anthropic" }, Cancellation);
        Assert.Equal(planted.Order(StringComparer.Ordinal), report.Findings.Select(f => f.Kind == "edge" ? f.Id[..f.Id.IndexOf('>', StringComparison.Ordinal)] : File(f.Id)).Order(StringComparer.Ordinal));
        Assert.Equal((200L, Outcome.Denied), (report.Total, report.Outcome));
        foreach (var (route, count) in routes)
        {
            Assert.Equal(count, report.Findings.Count(f => f.Kind != "edge" && f.Answer.Route == route));
        }

        Assert.All(report.Findings, f => Assert.Equal(("anthropic", _bar), (f.Answer.Vendor, f.Answer.From!.Value)));
        Assert.All(report.Findings, f => Assert.True(f.Answer.Day >= _bar && f.Answer.Bar!.Contains("xAI", StringComparison.Ordinal), f.Id));
        Assert.Empty(report.Questions);
        Assert.Equal(10, report.Touched.Count(t => t.Id.StartsWith("model:", StringComparison.Ordinal)));
        Assert.Contains($"{many + 1:N0}", string.Create(CultureInfo.InvariantCulture, $"{report.Examined["answer"] + report.Examined["exchange"]:N0}"), StringComparison.Ordinal);

        // Only since a day, and only another vendor's.
        var late = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme") { Since = _bar.AddDays(150), Record = false }, Cancellation);
        Assert.Equal(report.Findings.Where(f => f.Answer.Day >= _bar.AddDays(150)).Select(f => f.Id), late.Findings.Select(f => f.Id));
        Assert.Equal(Outcome.Allowed, (await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme") { Vendor = "google", Record = false }, Cancellation)).Outcome);
    }

    [Fact]
    public async Task What_cannot_be_told_is_a_question_and_never_nothing()
    {
        await AddAsync("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n");
        await using (var log = await _workspace.OpenLogAsync())
        {
            await AppendAsync(log, new Producer("a-proxy-of-nobody", "smart-1", null), _bar.AddDays(1), 1, exchange: true, simulated: false);
            await AppendAsync(log, null, _bar.AddDays(1), 2, exchange: true, simulated: false);
            await AppendAsync(log, new Producer("a-proxy-of-nobody", "smart-1", null), new DateOnly(2023, 1, 1), 3, exchange: true, simulated: false); // before any bar
        }

        await ScanAsync("rows.jsonl", """
            {"prompt":"When?","completion":"At seven.","provenance":{"model":"claude-sonnet-4-5"}}
            {"prompt":"When not?","completion":"At eight.","provenance":{"model":"claude-sonnet-4-5","obtained":"no day"}}
            {"prompt":"Who are you?","completion":"I am Claude, an AI assistant made by Anthropic, and I cannot leave the harbour."}
            {"prompt":"Who else?","completion":"The harbour master of Kennacraig, who has been there since the spring."}

            """);
        await AddAsync("model: acme/undated\nversion: \"1\"\nvendor: acme\nweights: closed\nsources:\n  - {taught-by: model:claude-sonnet-4-5}\n");
        var report = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme") { Vendor = "anthropic" }, Cancellation);
        Assert.Equal((0L, Outcome.Unknown), (report.Total, report.Outcome));
        Assert.Equal(2, report.Questions.Where(q => q.Kind == "hidden").Sum(q => q.Count));
        Assert.Equal(3, report.Questions.Where(q => q.Kind == "undated").Sum(q => q.Count));
        Assert.Equal("row", Assert.Single(report.Questions, q => q.Kind == "phrase").First[..3]);
        Assert.Equal(3, report.Questions.Select(q => q.Kind).Distinct(StringComparer.Ordinal).Count());

        // A file that is not what was scanned is told, and its rows are still looked at by what the scan found.
        System.IO.File.AppendAllText(Path.Combine(_workspace.Path, "rows.jsonl"), "{\"prompt\":\"x\",\"completion\":\"y\"}\n");
        var changed = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme") { Vendor = "anthropic" }, Cancellation);
        Assert.Single(changed.Questions, q => q.Kind == "unread");
        Assert.Equal(4, changed.Examined["row"]);
    }

    [Fact]
    public async Task Whom_a_bar_reaches_may_be_the_question()
    {
        await AddAsync("organisation: acme\nversion: \"1\"\n"); // nobody says where it is, nor who owns it
        await using (var log = await _workspace.OpenLogAsync())
        {
            await AppendAsync(log, _claude, _bar.AddDays(1), 1, exchange: false, simulated: false);
            await AppendAsync(log, _local, _bar.AddDays(1), 2, exchange: false, simulated: false);
        }

        var report = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme"), Cancellation);
        Assert.Equal((0L, Outcome.Unknown), (report.Total, report.Outcome));
        Assert.Equal(("unreached", 1L), (Assert.Single(report.Questions).Kind, report.Questions[0].Count));
        await Assert.ThrowsAsync<WorkspaceException>(() => new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("nobody-known"), Cancellation));
    }

    [Fact]
    public async Task Each_finding_leads_to_every_model_and_set_and_a_plan_says_what_remains()
    {
        await AddAsync("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n");
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000bb", "Is it not?", SampleSets.Open, SampleSets.Open);
        var made = await new SetService(_workspace.Context).MakeAsync(
            SampleSets.Request(_workspace, "set", SetFormat.TrlPreference) with { Name = "acme/pairs@1" }, Cancellation);
        await new SetStudents(_workspace.Context).RegisterAsync(made.Folder, new TrainedModel("acme/tone", null, null, null, []), Cancellation);

        // It turns out later that the model was the vendor's, of which one debate was made.
        await AddAsync("model: anthropic/qwen-in-disguise\nversion: \"1\"\nvendor: anthropic\nweights: closed\nmatches: [claude-hidden]\n");
        long seed;
        await using (var log = await _workspace.OpenLogAsync())
        {
            seed = (await AppendAsync(log, _claude, _bar.AddDays(3), 1, exchange: false, simulated: false)).Leaf;
            var derived = await log.AppendAsync(
                Leaf(_local, _bar.AddDays(3), 2, exchange: false, simulated: false, [seed]), [Output(2)], Cancellation);
            await log.AppendAsync(Leaf(_local, _bar.AddDays(3), 3, exchange: false, simulated: false, [derived.Leaf]), [Output(3)], Cancellation);
        }

        await AddAsync([0, seed + 2], "dataset: acme/mix\nversion: \"1\"\nwhose: acme\norigin: synthetic\n");
        await AddAsync("model: acme/mixed\nversion: \"1\"\nvendor: acme\nweights: closed\nsources:\n  - {made-with: dataset:acme/mix, on: 2026-03-01}\n  - {made-with: dataset:acme/pairs, on: 2026-03-01}\n");
        var report = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme"), Cancellation);
        var finding = Assert.Single(report.Findings);
        Assert.Equal($"leaf:{seed}", finding.Id);
        Assert.Equal(
            [[$"leaf:{seed}", $"leaf:{seed + 1}", $"leaf:{seed + 2}", "dataset:acme/mix@1"], [$"leaf:{seed}", $"leaf:{seed + 1}", $"leaf:{seed + 2}", "dataset:acme/mix@1", "model:acme/mixed@1"]],
            finding.Touched);
        var mixed = report.Touched.Single(t => t.Id == "model:acme/mixed@1");
        Assert.Equal((1, 1L, 2L, 5), (mixed.Without!.Count, mixed.Remaining, mixed.Of, mixed.Path.Count));

        // With it nothing may be done; without it, what rulings say of the rest.
        Assert.Equal([Use.Evaluate, Use.TrainInternal, Use.TrainOpen, Use.Publish], mixed.Remains.Select(r => r.Use));
        Assert.All(mixed.Remains, r => Assert.NotEqual(Outcome.Denied, r.Outcome));
        Assert.DoesNotContain(report.Touched, t => t.Id.Contains("pairs", StringComparison.Ordinal) || t.Id.Contains("tone", StringComparison.Ordinal));

        // The report is a leaf, whose document is its JSON; it is no source of anything.
        await using var read = await _workspace.OpenLogAsync();
        var leaf = RecordLog.ReadLeaf(read.Store, report.Leaf!.Value, read.Store.Leaves(report.Leaf.Value).First().Span);
        Assert.Contains(seed, leaf.Inputs);
        var document = JsonElement.Parse(read.Store.Content(leaf.Document!.Value)!);
        Assert.Equal((CutoffJson.Format, "denied"), (document.GetProperty("format").GetString(), document.GetProperty("outcome").GetString()));
        Assert.Contains("acme/mix", CutoffMarkdown.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_JSON_array_say_where_they_came_from_too()
    {
        await AddAsync("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n");
        var row = """{"prompt":"When?","completion":"At seven.","provenance":{"model":"claude-sonnet-4-5","connection":"anthropic","route":"direct","obtained":"2026-02-01"}}""";
        await ScanAsync("rows.json", $"[\n  {row},\n  {row.Replace("When?", "When not?", StringComparison.Ordinal)}\n]\n");
        var report = await new CutoffAudit(_workspace.Context).RunAsync(new CutoffRequest("acme"), Cancellation);
        Assert.Equal((2L, 2L), (report.Total, report.Examined["row"]));
        Assert.Empty(report.Questions);
    }

    private static string File(string id) => id.StartsWith("row:", StringComparison.Ordinal) ? "row:" + Path.GetFileName(id[4..]) : id;

    private static string Named(Route route) => $"{route.Kind.ToString().ToLowerInvariant()} {route.Through}".Trim();

    private static byte[] Output(int number) => Encoding.UTF8.GetBytes($"Answer {number}.");

    private static Leaf Leaf(Producer? producer, DateOnly day, int number, bool exchange, bool simulated, IReadOnlyList<long>? inputs = null) => new()
    {
        Kind = exchange ? LeafKind.Exchange : LeafKind.ModelOutput,
        Version = exchange ? 3 : new Leaf { Kind = LeafKind.ModelOutput, Time = default }.Version,
        Time = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero).AddMilliseconds(number % 1000),
        Call = exchange ? $"call{number:x32}" : null,
        Session = exchange ? null : "01jd0000000000000000000xyz",
        Producer = producer,
        Output = Digest.Of(Output(number)),
        Simulated = simulated,
        Inputs = inputs ?? [],
    };

    private static Task<Receipt> AppendAsync(RecordLog log, Producer? producer, DateOnly day, int number, bool exchange, bool simulated) =>
        log.AppendAsync(Leaf(producer, day, number, exchange, simulated), [Output(number)], Cancellation);

    private Task AddAsync(string documents) => AddAsync([], documents);

    private async Task AddAsync(long[] inputs, string documents)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(documents, problems);
        Assert.Empty(problems);
        await RegistryAppender.AddAsync(_workspace.Context, entries, inputs, Cancellation);
    }

    private async Task ScanAsync(string name, string rows)
    {
        var request = new ScanRequest { Paths = [_workspace.Write(name, rows)], Folder = Path.Combine(_workspace.Path, "report") };
        var (service, listener) = (new ScanService(_workspace.Context), new ScanListener());
        using var prepared = await service.PrepareAsync(request, listener, Cancellation);
        await ScanService.LabelAsync(prepared, request, listener, Cancellation);
        await service.FinishAsync(prepared, request.Report, listener, Cancellation);
    }
}
