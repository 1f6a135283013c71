using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>The settings of a scan. Two scans of the same files with the same settings give the same bytes.</summary>
public sealed record ScanSettings
{
    /// <summary>How plain text is split into rows.</summary>
    public TextRows TextRows { get; init; }

    /// <summary>Roles of fields, given explicitly by name.</summary>
    public IReadOnlyList<PlannedField> Fields { get; init; } = [];

    /// <summary>The fraction of rows to examine, more than 0 and at most 1. The positions of rows decide which ones are in the sample.</summary>
    public double Sample { get; init; } = 1;

    /// <summary>Whether duplicates are searched for.</summary>
    public bool Duplicates { get; init; } = true;

    /// <summary>The near-duplicate threshold: the Jaccard index of word 5-grams, 0.5 to 1.</summary>
    public double Similarity { get; init; } = 0.7;

    /// <summary>Size limits of reading.</summary>
    public BlockSizes Sizes { get; init; } = BlockSizes.Default;

    /// <summary>The reference collections that rows are compared with, in the order in which they are searched.</summary>
    public IReadOnlyList<PlannedReference> References { get; init; } = [];

    /// <summary>The benchmarks whose test items are looked for; null for none.</summary>
    public IReadOnlyList<PlannedBenchmark>? Benchmarks { get; init; }

    /// <summary>The encoding whose tokens are counted, as in <c>o200k_base</c>; null where none are.</summary>
    public string? Tokens { get; init; }

    /// <summary>The attestations that apply: SHA-256 of each signed note.</summary>
    public IReadOnlyList<Digest> Attestations { get; init; } = [];

    /// <summary>Names that the registry knows.</summary>
    public IReadOnlyList<KnownName> Names { get; init; } = [];

    /// <summary>Evidence that applies to whole files, by name: from dataset cards, or given explicitly.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Evidence>> Declared { get; init; } =
        new Dictionary<string, IReadOnlyList<Evidence>>(StringComparer.Ordinal);
}
