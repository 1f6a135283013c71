namespace Roundtable.Record.MlDsa;

/// <summary>Coefficients as bit strings, the lowest bit of the first one first (FIPS 204, section 7.1).</summary>
internal static class BitPacking
{
    /// <summary>Writes the low bits of each coefficient.</summary>
    /// <param name="values">Coefficients, none negative.</param>
    /// <param name="bits">Bits of each.</param>
    /// <param name="bytes">Receives them.</param>
    public static void Pack(ReadOnlySpan<int> values, int bits, Span<byte> bytes)
    {
        var (held, count, written) = (0UL, 0, 0);
        foreach (var value in values)
        {
            held |= (ulong)value << count;
            for (count += bits; count >= 8; count -= 8, held >>= 8)
            {
                bytes[written++] = (byte)held;
            }
        }
    }

    /// <summary>Reads as many coefficients as there is room for.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, int bits, Span<int> values)
    {
        var (held, count, read) = (0UL, 0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            for (; count < bits; count += 8)
            {
                held |= (ulong)bytes[read++] << count;
            }

            values[i] = (int)(held & ((1UL << bits) - 1));
            (held, count) = (held >> bits, count - bits);
        }
    }
}
