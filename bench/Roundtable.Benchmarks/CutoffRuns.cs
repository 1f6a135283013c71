using System.Diagnostics;
using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;
using Roundtable.Workspace;
using Roundtable.Workspace.Cutoffs;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Benchmarks;

/// <summary>An audit of cut-offs over a log of so many answers and exchanges with planted findings, which must be all that is found.</summary>
internal static class CutoffRuns
{
    private const int Planted = 200;
    private const int Group = 8192;

    private static readonly DateOnly _bar = new(2026, 1, 7);

    private static readonly Producer[] _ways =
    [
        new("anthropic", "claude-sonnet-4-5", null, new Route(RouteKind.Direct)),
        new("claude.ai", "claude-sonnet-4-5", null, new Route(RouteKind.Direct)),
        new("openrouter", "anthropic/claude-sonnet-4-5", null, new Route(RouteKind.Aggregator, "openrouter")),
        new("blackbox", "claude-sonnet-4-5", null, new Route(RouteKind.Reseller, "blackbox")),
        new("bedrock", "us.anthropic.claude-sonnet-4-5-v1:0", null, new Route(RouteKind.Cloud)),
        new("a-proxy-of-nobody", "claude-sonnet-4-5", null),
    ];

    private static readonly Producer[] _others =
    [
        new("openai", "gpt-5", null, new Route(RouteKind.Direct)), new("lab", "qwen3-32b", null, new Route(RouteKind.Local)),
    ];

    /// <summary>Makes the log where the folder has none, and audits it twice: the second time with the index that the first has made.</summary>
    public static async Task RunAsync(string folder, int records)
    {
        var workspace = new WorkspaceContext(folder, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        HashSet<int> places = [];
        var random = new Random(7);
        while (places.Count < Planted)
        {
            places.Add(random.Next(records));
        }

        if (!Directory.Exists(Path.Combine(folder, "log")))
        {
            await MakeAsync(workspace, records, places, random);
        }

        for (var pass = 1; pass <= 2; pass++)
        {
            var (wall, processor) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var report = await new CutoffAudit(workspace).RunAsync(new CutoffRequest("acme") { Record = false }, CancellationToken.None);
            using var process = Process.GetCurrentProcess();
            BenchTable.Report(
                ("pass", pass),
                ("examined", report.Examined.Values.Sum()),
                ("findings", report.Total),
                ("questions", report.Questions.Sum(q => q.Count)),
                ("seconds", Stopwatch.GetElapsedTime(wall).TotalSeconds),
                ("processorSeconds", (process.TotalProcessorTime - processor).TotalSeconds),
                ("managedMiB", GC.GetTotalMemory(forceFullCollection: true) / 1048576.0),
                ("peakMiB", process.PeakWorkingSet64 / 1048576.0));
        }
    }

    private static async Task MakeAsync(WorkspaceContext workspace, int records, HashSet<int> places, Random random)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read("organisation: acme\nversion: \"1\"\nregion: US\nowners: [{organisation: xai, share: 80}]\n", problems);
        await RegistryAppender.AddAsync(workspace, entries, [], CancellationToken.None);
        await using var log = await LogAccess.OpenAsync(workspace, CancellationToken.None);
        List<Task<Receipt>> pending = [];
        for (var i = 0; i < records; i++)
        {
            // Before the bar by any way, or from somebody else at any time; what is planted came after it.
            var (producer, days) = places.Contains(i) ? (_ways[i % _ways.Length], random.Next(300))
                : i % 3 == 0 ? (_ways[i % _ways.Length], -1 - random.Next(300)) : (_others[i % 2], random.Next(-300, 300));
            var output = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"answer {i}"));
            var leaf = new Leaf
            {
                Kind = i % 2 == 0 ? LeafKind.Exchange : LeafKind.ModelOutput,
                Version = i % 2 == 0 ? 3 : new Leaf { Kind = LeafKind.ModelOutput, Time = default }.Version,
                Time = new DateTimeOffset(_bar.AddDays(days).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
                Call = i % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"call{i:x32}") : null,
                Session = i % 2 == 0 ? null : "01jd0000000000000000000xyz",
                Producer = producer,
                Output = Digest.Of(output),
            };
            pending.Add(log.AppendAsync(leaf, [output], CancellationToken.None));
            if (pending.Count == Group)
            {
                await Task.WhenAll(pending);
                pending.Clear();
            }
        }

        await Task.WhenAll(pending);
    }
}
