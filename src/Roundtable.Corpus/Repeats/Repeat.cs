namespace Roundtable.Corpus.Repeats;

/// <summary>A row that duplicates an earlier one, wholly or in part.</summary>
/// <param name="Row">The index of the row among all rows.</param>
internal abstract record Repeat(long Row)
{
    /// <summary>An exact duplicate: the texts are equal byte for byte.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Earlier">The first row with that text.</param>
    public sealed record Equal(long Row, long Earlier) : Repeat(Row);

    /// <summary>A near-duplicate of an earlier row, and an exact duplicate of none.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Earlier">The earlier row that is most similar.</param>
    /// <param name="Similarity">The Jaccard index of their word 5-grams; 1 for texts that differ only in what is not a word.</param>
    public sealed record Near(long Row, long Earlier, double Similarity) : Repeat(Row);

    /// <summary>A row that is no near-duplicate but shares passages with earlier rows.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Passages">The shared passages, in text order.</param>
    public sealed record InPart(long Row, IReadOnlyList<Passage> Passages) : Repeat(Row);
}
