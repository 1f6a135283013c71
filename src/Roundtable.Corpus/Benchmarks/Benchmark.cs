using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>The test items of a benchmark, in memory.</summary>
public sealed class Benchmark
{
    internal Benchmark(string name, Digest source, IReadOnlyList<string> files, IReadOnlyList<BenchmarkItem> items, IReadOnlyList<BenchmarkText> texts) =>
        (Name, Source, Files, Items, Texts) = (name, source, files, items, texts);

    /// <summary>Its name in reports.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of its files and of the version by which they are read.</summary>
    public Digest Source { get; }

    /// <summary>Its files: each is a split of it.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The number of its items.</summary>
    public int Count => Items.Count;

    internal IReadOnlyList<BenchmarkItem> Items { get; }

    internal IReadOnlyList<BenchmarkText> Texts { get; }
}
