using System.Text.Json.Serialization;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>The label of a row, read from the labels of a report.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="Digest">SHA-256 of its texts.</param>
/// <param name="Origin">Its origin.</param>
/// <param name="Words">The number of its words.</param>
/// <param name="Evidence">The evidence of its origin.</param>
/// <param name="Repeats">The earlier row that it duplicates; null for none.</param>
/// <param name="Passages">The passages that it shares with earlier rows without duplicating them; null for none.</param>
/// <param name="Completions">The origins of its completions, where it has several that differ; null where each has that of the row.</param>
public sealed record RowLabel(
    string File,
    long Row,
    Digest Digest,
    Origin Origin,
    int Words,
    IReadOnlyList<Evidence> Evidence,
    RowRepeat? Repeats = null,
    IReadOnlyList<RowPassage>? Passages = null,
    IReadOnlyList<CompletionOrigin>? Completions = null)
{
    /// <summary>
    /// The cluster of equal and near rows that it belongs to: the index, from 0, of the cluster's first row among all rows. Null for a row alone, and where
    /// duplicates were not searched for.
    /// </summary>
    public long? Cluster { get; init; }

    /// <summary>The language of most of its text, as a tag of BCP 47: "und" where it cannot be told; null in reports of version 1.</summary>
    public string? Language { get; init; }

    /// <summary>The number of its tokens; null where they were not counted.</summary>
    public int? Tokens { get; init; }

    /// <summary>The test items of benchmarks that stand in it; null for none.</summary>
    public IReadOnlyList<BenchmarkMatch>? Benchmarks { get; init; }

    /// <summary>The keys and personal data in it; null for none.</summary>
    public IReadOnlyList<SensitiveFinding>? Sensitive { get; init; }

    /// <summary>Whether a test item stands in it as a whole.</summary>
    [JsonIgnore]
    public bool IsContaminated => Benchmarks?.Any(b => b.IsFound) == true;

    /// <summary>Whether keys or personal data stand in it, placeholders aside.</summary>
    [JsonIgnore]
    public bool IsSensitive => Sensitive?.Any(s => !s.IsExample) == true;

    /// <summary>The models that evidence of at least moderate strength names.</summary>
    [JsonIgnore]
    public IEnumerable<string> Models => Evidence
        .Where(e => e.Indicates == Origin.Synthetic && e.Strength >= Strength.Moderate)
        .Select(e => e.Model)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    /// <summary>Whether there is equally strong decisive evidence for people and for a model.</summary>
    [JsonIgnore]
    public bool IsContradictory => Origin == Origin.Unknown && Evidence.Any(e => e.Decides);
}
