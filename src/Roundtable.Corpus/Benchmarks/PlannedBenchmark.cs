using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>A benchmark whose items a scan looks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">SHA-256 of its files and of the version by which they are read.</param>
/// <param name="Splits">Its files.</param>
public sealed record PlannedBenchmark(string Name, Digest Source, IReadOnlyList<PlannedSplit> Splits)
{
    /// <summary>What a plan says of a benchmark.</summary>
    public static PlannedBenchmark Of(Benchmark benchmark)
    {
        var (items, sought) = (new long[benchmark.Files.Count], new long[benchmark.Files.Count]);
        foreach (var item in benchmark.Items)
        {
            items[item.File]++;
            sought[item.File] += item.IsSought ? 1 : 0;
        }

        return new PlannedBenchmark(benchmark.Name, benchmark.Source, [.. benchmark.Files.Select((f, i) => new PlannedSplit(f, items[i], sought[i]))]);
    }
}

/// <summary>A file of a benchmark.</summary>
/// <param name="File">The file.</param>
/// <param name="Items">The number of its items.</param>
/// <param name="Sought">The number of those that are looked for: the others are too short to be told from other text.</param>
public sealed record PlannedSplit(string File, long Items, long Sought);
