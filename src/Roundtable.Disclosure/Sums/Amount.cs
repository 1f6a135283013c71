namespace Roundtable.Disclosure.Sums;

/// <summary>How much something is: rows, bytes and tokens, each from 0 to <see cref="Max"/>.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Bytes">Their bytes, each row's rounded up by <see cref="RowSize"/>.</param>
/// <param name="Tokens">Their tokens, rounded up alike; 0 where they were not counted.</param>
public readonly record struct Amount(long Rows, long Bytes, long Tokens)
{
    /// <summary>The largest number of a sum: every JSON parser preserves it, and the sum of two does not overflow 64 bits.</summary>
    public const long Max = (1L << 53) - 1;

    /// <summary>Whether no number is negative or too large.</summary>
    public bool IsValid => Rows is >= 0 and <= Max && Bytes is >= 0 and <= Max && Tokens is >= 0 and <= Max;

    /// <summary>Adds two amounts.</summary>
    /// <exception cref="OverflowException">When one is not valid, or the sum would not be.</exception>
    public static Amount operator +(Amount left, Amount right) =>
        left.IsValid && right.IsValid
        && new Amount(left.Rows + right.Rows, left.Bytes + right.Bytes, left.Tokens + right.Tokens) is { IsValid: true } sum
            ? sum
            : throw new OverflowException("A sum is negative or overflows.");

    /// <summary>The number in a unit.</summary>
    public long In(Unit unit) => unit == Unit.Rows ? Rows : Bytes;
}

/// <summary>What a sample is drawn by.</summary>
public enum Unit
{
    /// <summary>Each row is as likely as any other.</summary>
    Rows,

    /// <summary>Each byte is: long rows are drawn more often.</summary>
    Bytes,
}
