using System.Text.Json.Serialization;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Origins;

/// <summary>Something that is known of a row, and how.</summary>
/// <param name="Kind">How it is known.</param>
/// <param name="Points">What it speaks for; <see cref="Origin.Unknown"/> where it says something else (a licence, a match with a text of unknown origin).</param>
/// <param name="Strength">How much it weighs.</param>
/// <param name="Says">What was found, in a few words.</param>
public sealed record Evidence(EvidenceKind Kind, Origin Points, Strength Strength, string Says)
{
    /// <summary>The model that it names, as it was written.</summary>
    public string? Model { get; init; }

    /// <summary>The licence that it names, as it was written.</summary>
    public string? Licence { get; init; }

    /// <summary>The leaf of the log that it points to.</summary>
    public long? Leaf { get; init; }

    /// <summary>How near the row is to what it was matched with: the Jaccard index of their word 5-grams, 0 to 1.</summary>
    public double? Similarity { get; init; }

    /// <summary>The reference collection in which it was found.</summary>
    public string? Collection { get; init; }

    /// <summary>What it was matched with: file and row, or leaf.</summary>
    public string? Reference { get; init; }

    /// <summary>The parts of the row's texts that it is about; empty where it is about all of the row.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];

    /// <summary>Whether it can decide.</summary>
    [JsonIgnore]
    public bool Decides => Points is Origin.Human or Origin.Synthetic && Strength >= Strength.Moderate && Kind != EvidenceKind.Statistical;
}
