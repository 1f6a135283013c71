using System.Numerics;

namespace Roundtable.Disclosure.Sums;

/// <summary>Sizes of rows are rounded up before they are committed to, so that a sum that is shown does not give a text away by its exact length.</summary>
public static class RowSize
{
    // Digits that remain: at most an eighth is added, and there are eight sizes between a power of two and the next.
    private const int Digits = 4;

    /// <summary>A size rounded up to four significant binary digits: at most 12.5 % more; up to 16 it stays exact.</summary>
    /// <param name="size">From 0 to 2^52.</param>
    public static long RoundUp(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1L << 52);
        var dropped = Math.Max(0, BitOperations.Log2((ulong)size) + 1 - Digits);
        return (size + (1L << dropped) - 1) >> dropped << dropped;
    }
}
