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
    private const int Outputs = 1000;

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

    /// <summary>
    /// Makes the log where the folder has none, and nothing else, so that the memory of the audit is measured alone. Audits it twice where there is one: the
    /// second time with the index that the first has made.
    /// </summary>
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
            return;
        }

        for (var pass = 1; pass <= 2; pass++)
        {
            var (wall, processor) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var report = await new CutoffAudit(workspace).RunAsync(new CutoffRequest("acme") { Record = false }, CancellationToken.None);
            using var process = Process.GetCurrentProcess();

            // The registry's entry is the first leaf.
            var found = report.Findings.Select(f => int.Parse(f.Id.AsSpan("leaf:".Length), CultureInfo.InvariantCulture) - 1).ToHashSet();
            BenchTable.Report(
                ("pass", pass),
                ("examined", report.Examined.Values.Sum()),
                ("findings", report.Total),
                ("missed", places.Count(p => !found.Contains(p))),
                ("others", found.Count(f => !places.Contains(f))),
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
        // Leaves are what an audit reads: a store of as many contents would take hours to write, and none of them is looked at.
        byte[][] outputs = [.. Enumerable.Range(0, Outputs).Select(i => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"answer {i}")))];
        List<Task<Receipt>> pending = [];
        for (var i = 0; i < records; i++)
        {
            // Before the bar by any way, or from somebody else at any time; what is planted came after it.
            var (producer, days) = places.Contains(i) ? (_ways[i % _ways.Length], random.Next(300))
                : i % 3 == 0 ? (_ways[i % _ways.Length], -1 - random.Next(300)) : (_others[i % 2], random.Next(-300, 300));
            var output = outputs[i % Outputs];
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
                if (i % 1_000_000 < Group)
                {
                    Console.Error.WriteLine($"{i} leaves, {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of processor time");
                }
            }
        }

        await Task.WhenAll(pending);
    }
}
