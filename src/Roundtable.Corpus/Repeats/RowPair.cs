namespace Roundtable.Corpus.Repeats;

/// <summary>Two rows, by their indexes among all rows of a scan.</summary>
/// <param name="Row">The later one.</param>
/// <param name="Earlier">The earlier one.</param>
internal readonly record struct RowPair(long Row, long Earlier)
{
    /// <summary>The pair as one number; numeric order is that of the rows, then of the earlier ones.</summary>
    public UInt128 Number => new((ulong)Row, (ulong)Earlier);

    /// <summary>The pair that a number represents.</summary>
    public static RowPair Of(UInt128 number) => new((long)(ulong)(number >> 64), (long)(ulong)number);
}
