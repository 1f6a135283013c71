namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>The RLE/bit-packing hybrid encoding of levels, dictionary indexes and booleans.</summary>
internal static class RunLengths
{
    /// <summary>Reads values of up to 32 bits.</summary>
    /// <param name="bytes">The encoded bytes.</param>
    /// <param name="width">The bit width of each value.</param>
    /// <param name="into">Receives the values; it is filled completely.</param>
    /// <exception cref="InvalidDataException">The bytes end too early.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, int width, Span<int> into)
    {
        if (width is < 0 or > 32)
        {
            throw Damaged();
        }

        var at = 0;
        for (var filled = 0; filled < into.Length;)
        {
            if (width == 0)
            {
                into[filled..].Clear();
                return;
            }

            var head = Number(bytes, ref at);
            if ((head & 1) == 0)
            {
                // A run of one value.
                var run = (int)Math.Min(head >> 1, (ulong)(into.Length - filled));
                var size = (width + 7) / 8;
                if (size > bytes.Length - at || run == 0)
                {
                    throw Damaged();
                }

                uint value = 0;
                for (var i = 0; i < size; i++)
                {
                    value |= (uint)bytes[at + i] << (8 * i);
                }

                at += size;
                into.Slice(filled, run).Fill((int)value);
                filled += run;
            }
            else
            {
                var groups = (long)Math.Min(head >> 1, 1UL << 27);
                var count = (int)Math.Min(groups * 8, into.Length - filled);
                var length = (int)Math.Min(groups * width, bytes.Length - at);
                if (groups == 0 || (long)count * width > length * 8L)
                {
                    throw Damaged();
                }

                Unpack(bytes.Slice(at, length), width, into.Slice(filled, count));
                at += length;
                filled += count;
            }
        }
    }

    /// <summary>Reads a variable-length number.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes, ref int at) => Varint.TryRead(bytes, ref at, out var value) ? value : throw Damaged();

    /// <summary>The error for pages that cannot be read.</summary>
    public static InvalidDataException Damaged() => new("a Parquet page is damaged");

    private static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<int> into)
    {
        var (held, bits, at) = (0UL, 0, 0);
        var mask = (1UL << width) - 1;
        for (var i = 0; i < into.Length; i++)
        {
            while (bits < width)
            {
                held |= (ulong)bytes[at++] << bits;
                bits += 8;
            }

            into[i] = (int)(held & mask);
            held >>= width;
            bits -= width;
        }
    }
}
