using System.Text.Json.Serialization;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Origins;

/// <summary>A piece of evidence about a row.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Indicates">
/// The origin that it indicates; <see cref="Origin.Unknown"/> where it indicates none (a licence, a match with a text of unknown origin).
/// </param>
/// <param name="Strength">Its weight.</param>
/// <param name="Summary">What was found, in a few words.</param>
public sealed record Evidence(
    EvidenceKind Kind,
    [property: JsonPropertyName("points")] Origin Indicates,
    Strength Strength,
    [property: JsonPropertyName("says")] string Summary)
{
    /// <summary>The model that it names, verbatim.</summary>
    public string? Model { get; init; }

    /// <summary>The licence that it names, verbatim.</summary>
    public string? Licence { get; init; }

    /// <summary>The leaf of the log that it refers to.</summary>
    public long? Leaf { get; init; }

    /// <summary>The similarity of the row to what it was matched with: the Jaccard index of word 5-grams, 0 to 1.</summary>
    public double? Similarity { get; init; }

    /// <summary>The reference collection of the match.</summary>
    public string? Collection { get; init; }

    /// <summary>What the row was matched with: file and row, or leaf.</summary>
    public string? Reference { get; init; }

    /// <summary>The parts of the row's texts that it refers to; empty for the whole row.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];

    /// <summary>Whether it can decide a row's origin.</summary>
    [JsonIgnore]
    public bool Decides => Indicates is Origin.Human or Origin.Synthetic && Strength >= Strength.Moderate && Kind != EvidenceKind.Statistical;
}
