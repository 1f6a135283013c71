namespace Roundtable.Corpus.Repeats;

/// <summary>A row that says again what an earlier one says.</summary>
/// <param name="Row">The row, by its number among all.</param>
internal abstract record Repeat(long Row)
{
    /// <summary>A row whose text is equal to that of an earlier one, byte for byte.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Earlier">The first row with that text.</param>
    public sealed record Equal(long Row, long Earlier) : Repeat(Row);

    /// <summary>A row whose text is near that of an earlier one, and equal to none.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Earlier">The earlier row that is nearest.</param>
    /// <param name="Similarity">The Jaccard index of their word 5-grams; 1 for texts that differ in other things than words.</param>
    public sealed record Near(long Row, long Earlier, double Similarity) : Repeat(Row);

    /// <summary>A row that is not near an earlier one and has many words in a row in common with one all the same.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Passages">What it has in common, in the order of its words.</param>
    public sealed record InPart(long Row, IReadOnlyList<Passage> Passages) : Repeat(Row);
}
