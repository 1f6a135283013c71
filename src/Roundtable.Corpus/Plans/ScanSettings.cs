using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Plans;

/// <summary>What somebody chose for a scan. Two scans with the same settings of the same files give the same bytes.</summary>
public sealed record ScanSettings
{
    /// <summary>What a row of plain text is.</summary>
    public TextRows TextRows { get; init; }

    /// <summary>Roles that somebody gave to fields, by name.</summary>
    public IReadOnlyList<PlannedField> Fields { get; init; } = [];

    /// <summary>The share of rows that is looked at, more than 0 and at most 1. Which rows those are follows from their places.</summary>
    public double Sample { get; init; } = 1;

    /// <summary>Whether rows are held against each other.</summary>
    public bool Duplicates { get; init; } = true;

    /// <summary>How near two rows have to be to be told: the Jaccard index of their word 5-grams, 0.5 to 1.</summary>
    public double Similarity { get; init; } = 0.7;

    /// <summary>How much is read at once.</summary>
    public BlockSizes Sizes { get; init; } = BlockSizes.Usual;

    /// <summary>The reference collections that rows are held against: in the order in which they are asked.</summary>
    public IReadOnlyList<PlannedReference> References { get; init; } = [];

    /// <summary>The attestations that are taken into account: SHA-256 of each signed note.</summary>
    public IReadOnlyList<Digest> Attestations { get; init; } = [];

    /// <summary>Names that the registry knows.</summary>
    public IReadOnlyList<KnownName> Names { get; init; } = [];

    /// <summary>What is declared of whole files: by their dataset cards, or by whoever scans.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Evidence>> Declared { get; init; } = new Dictionary<string, IReadOnlyList<Evidence>>(StringComparer.Ordinal);
}
