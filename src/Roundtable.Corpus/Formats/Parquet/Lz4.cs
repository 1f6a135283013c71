namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Unpacks LZ4's block format (lz4_Block_format.md), which Parquet calls LZ4_RAW.</summary>
internal static class Lz4
{
    /// <summary>Unpacks a whole block.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or does not unpack to exactly the target's length.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        var (at, written) = (0, 0);
        while (at < packed.Length)
        {
            var token = packed[at++];
            var literals = Length(packed, ref at, token >> 4);
            if (literals > packed.Length - at || literals > target.Length - written)
            {
                throw Damaged();
            }

            packed.Slice(at, (int)literals).CopyTo(target[written..]);
            at += (int)literals;
            written += (int)literals;
            if (at == packed.Length)
            {
                // A block ends with literals.
                break;
            }

            if (packed.Length - at < 2)
            {
                throw Damaged();
            }

            var offset = packed[at] | (packed[at + 1] << 8);
            at += 2;
            var run = Length(packed, ref at, token & 0xF) + 4;
            if (offset == 0 || offset > written || run > target.Length - written)
            {
                throw Damaged();
            }

            LempelZiv.Copy(target, written, offset, (int)run);
            written += (int)run;
        }

        if (written != target.Length)
        {
            throw Damaged();
        }
    }

    private static long Length(ReadOnlySpan<byte> packed, ref int at, int first)
    {
        long length = first;
        for (var b = 255; first == 15 && b == 255; length += b)
        {
            b = at < packed.Length ? packed[at++] : throw Damaged();
        }

        return length;
    }

    private static InvalidDataException Damaged() => new("a Parquet page is damaged (lz4)");
}
