namespace Roundtable.Corpus.Repeats;

/// <summary>Two rows, by their numbers among all rows of a scan.</summary>
/// <param name="Row">The later one.</param>
/// <param name="Earlier">The earlier one.</param>
internal readonly record struct RowPair(long Row, long Earlier)
{
    /// <summary>The pair as one number; in the order of numbers pairs stand by their rows, then by the earlier ones.</summary>
    public UInt128 Number => new((ulong)Row, (ulong)Earlier);

    /// <summary>The pair that a number stands for.</summary>
    public static RowPair Of(UInt128 number) => new((long)(ulong)(number >> 64), (long)(ulong)number);
}
