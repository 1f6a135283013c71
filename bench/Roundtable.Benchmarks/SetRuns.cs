using System.Diagnostics;
using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Benchmarks;

/// <summary>What it costs to rule on the rows of a training set, write them, and prove one.</summary>
internal static class SetRuns
{
    private const int Few = 12;

    /// <summary>Makes sets of so many rows: of a few answers, of an answer each, and of an answer each that is ruled on by itself.</summary>
    public static async Task RunAsync(string data, int rows, bool parquet, string? part)
    {
        var workspace = new WorkspaceContext(data, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));
        await FillAsync(workspace, part == "few" ? 0 : rows, part == "leafEach");
        foreach (var (name, leafOf) in ((string, Func<int, long>)[])[("few", i => i % Few), ("leafEach", i => Few + i), ("lineageEach", i => Few + rows + i)])
        {
            if (part is not null && part != name)
            {
                continue;
            }

            using var access = await RegistryAccess.OpenAsync(workspace, default);
            var folder = Path.Combine(data, name);
            var request = new SetRequest
            {
                From = "sessions",
                Format = SetFormat.TrlPromptCompletion,
                Use = Use.TrainOpen,
                Folder = folder,
                Split = new SetSplit(90, 5, 5),
                Parquet = parquet,
            };
            var (started, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            var made = await new SetService(workspace).MakeAsync(request, access, new Rows(rows, leafOf), default);
            var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            var proofs = Stopwatch.GetTimestamp();
            for (var i = 0; i < 1000; i++)
            {
                if (!RowProof.Make(folder, i * (made.Manifest.Rows / 1000)).Holds(made.Manifest.Root))
                {
                    throw new InvalidOperationException("A proof does not hold.");
                }
            }

            BenchTable.Report(
                (name + "Rows", made.Manifest.Rows),
                ("seconds", wall),
                ("rowsPerSecond", made.Manifest.Rows / wall),
                ("processorSeconds", processor),
                ("proofMilliseconds", Stopwatch.GetElapsedTime(proofs).TotalMilliseconds / 1000),
                ("peakMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0));
        }
    }

    /// <summary>Answers of models that may be used: a few, then so many alike, then so many of which each has a connection of its own.</summary>
    private static async Task FillAsync(WorkspaceContext workspace, int rows, bool isHalf)
    {
        await using var log = await LogAccess.OpenAsync(workspace, default);
        List<Task> pending = [];
        for (var i = 0; i < Few + ((isHalf ? 1 : 2) * rows); i++)
        {
            var output = Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture));
            var leaf = new Leaf
            {
                Kind = LeafKind.ModelOutput,
                Time = TimeProvider.System.GetUtcNow(),
                Session = "bench",
                Producer = new Producer(i < Few + rows ? $"lab{i % Few}" : $"lab{i}", "qwen3-32b", null, new Route(RouteKind.Local)),
                Output = Digest.Of(output),
            };
            pending.Add(log.AppendAsync(leaf, [output], default));
            if (pending.Count == 4096)
            {
                await Task.WhenAll(pending);
                pending.Clear();
            }
        }

        await Task.WhenAll(pending);
    }

    private sealed class Rows(int count, Func<int, long> leafOf) : SetSource
    {
        private static readonly string _words = string.Concat(Enumerable.Repeat("It depends on what is measured, and by whom. ", 6));

        public override string Title => "the benchmark";

        public override void Read(SetReading reading)
        {
            for (var i = 0; i < count; i++)
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                reading.Add(new SetRow(
                    "bench:" + number,
                    $"Question {number}?",
                    new SetContent.Answered([new SetMessage(SetRole.User, $"Question {number}?")], new SetMessage(SetRole.Assistant, _words + number)),
                    [new LineageEdge(EdgeKind.MadeWith, LogArtifacts.OfLeaf(leafOf(i)), false)]));
            }
        }
    }
}
