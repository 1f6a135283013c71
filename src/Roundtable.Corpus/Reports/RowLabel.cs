using System.Text.Json.Serialization;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>A line of the labels beside the rows, read back.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Which row of it, from 1.</param>
/// <param name="Digest">SHA-256 of its texts.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Evidence">What is known of it.</param>
/// <param name="Repeats">The earlier row that it repeats; null for none.</param>
/// <param name="Passages">What it has in common with earlier rows that it does not repeat whole; null for nothing.</param>
public sealed record RowLabel(string File, long Row, Digest Digest, Origin Origin, int Words, IReadOnlyList<Evidence> Evidence, RowRepeat? Repeats = null, IReadOnlyList<RowPassage>? Passages = null)
{
    /// <summary>The models that evidence of at least moderate strength names.</summary>
    [JsonIgnore]
    public IEnumerable<string> Models => Evidence.Where(e => e.Indicates == Origin.Synthetic && e.Strength >= Strength.Moderate).Select(e => e.Model).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Whether evidence that could decide speaks for people and for a model, and neither won.</summary>
    [JsonIgnore]
    public bool IsContradictory => Origin == Origin.Unknown && Evidence.Any(e => e.Decides);
}
