using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.References;

/// <summary>An entry of a reference collection that matches a text.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Number">The index of the entry.</param>
/// <param name="IsEqual">Whether the texts are equal except for surrounding white space (SHA-256).</param>
/// <param name="Similarity">The Jaccard index of their word 5-grams.</param>
/// <param name="Runs">The longest common runs of words, in the order of the text that was looked up.</param>
public sealed record ReferenceHit(string Collection, uint Number, bool IsEqual, double Similarity, IReadOnlyList<WordRun> Runs)
{
    /// <summary>The file that the entry is from; null for the log.</summary>
    public string? File { get; init; }

    /// <summary>The row of the file, from 1; for the log the leaf.</summary>
    public long Row { get; init; }

    /// <summary>The origin of the entry.</summary>
    public Origin Origin { get; init; }

    /// <summary>The model that the entry names.</summary>
    public string? Model { get; init; }

    /// <summary>The labels that the row of the entry has from a run, as <see cref="LabelSource.Name"/> names them; null for none.</summary>
    public string? Labels { get; init; }

    /// <summary>Whether it is a simulated answer.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>The number of words that the runs cover.</summary>
    public int Covered => Runs.Sum(r => r.Length);

    /// <summary>The number of words of the text that was traced; 0 where none was.</summary>
    public int Sought { get; init; }

    /// <summary>The parts of the text that was traced which stand in the entry, in its own order.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>Whether the whole text that was traced stands in the entry word for word, within more.</summary>
    public bool IsContained => !IsEqual && Sought > 0 && Runs.Any(r => r.Length == Sought);

    /// <summary>The location of the entry, for display.</summary>
    public string Place => File is null ? FormattableString.Invariant($"leaf {Row}") : FormattableString.Invariant($"{File}, row {Row}");
}
