using System.Text.Json.Serialization;
using Roundtable.Corpus.Origins;
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
