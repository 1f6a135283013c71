using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.References;

/// <summary>A text of a reference collection that a text was matched with.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Number">Which of its entries.</param>
/// <param name="IsEqual">Whether the texts are equal, the white space around them aside (SHA-256).</param>
/// <param name="Similarity">The Jaccard index of their word 5-grams.</param>
/// <param name="Runs">The longest runs of words that they have in common, in the order of the text that was looked up.</param>
public sealed record ReferenceHit(string Collection, uint Number, bool IsEqual, double Similarity, IReadOnlyList<WordRun> Runs)
{
    /// <summary>The file that the entry is from; null for the log.</summary>
    public string? File { get; init; }

    /// <summary>The row of the file, from 1; for the log the leaf.</summary>
    public long Row { get; init; }

    /// <summary>Where the entry comes from.</summary>
    public Origin Origin { get; init; }

    /// <summary>The model that the entry names.</summary>
    public string? Model { get; init; }

    /// <summary>Whether its words were simulated.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>The number of words that the runs cover.</summary>
    public int Covered => Runs.Sum(r => r.Length);

    /// <summary>Where the entry is, in words.</summary>
    public string Place => File is null ? FormattableString.Invariant($"leaf {Row}") : FormattableString.Invariant($"{File}, row {Row}");
}
