namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>DELTA_BINARY_PACKED: differences of numbers, in blocks of miniblocks, each with its own bit width.</summary>
internal static class DeltaNumbers
{
    private const int Most = 1 << 27;

    /// <summary>Reads all numbers.</summary>
    /// <param name="bytes">The encoded bytes.</param>
    /// <param name="read">The number of bytes read.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static long[] Read(ReadOnlySpan<byte> bytes, out int read)
    {
        var at = 0;
        var block = RunLengths.Number(bytes, ref at);
        var minis = RunLengths.Number(bytes, ref at);
        var count = RunLengths.Number(bytes, ref at);
        if (minis is 0 or > 1024 || block is 0 or > 1 << 20 || block % minis != 0 || count > Most)
        {
            throw RunLengths.Damaged();
        }

        var numbers = new long[count];
        var last = Varint.ZigZag(RunLengths.Number(bytes, ref at));
        if (count > 0)
        {
            numbers[0] = last;
        }

        var perMini = (int)(block / minis);
        for (var filled = 1; filled < numbers.Length;)
        {
            var least = Varint.ZigZag(RunLengths.Number(bytes, ref at));
            if ((int)minis > bytes.Length - at)
            {
                throw RunLengths.Damaged();
            }

            var widths = bytes.Slice(at, (int)minis);
            at += (int)minis;
            foreach (var width in widths)
            {
                if (filled >= numbers.Length)
                {
                    break;
                }

                var length = perMini * width / 8;
                if (width > 64 || length > bytes.Length - at)
                {
                    throw RunLengths.Damaged();
                }

                var mini = bytes.Slice(at, length);
                at += length;
                for (var i = 0; i < perMini && filled < numbers.Length; i++)
                {
                    last += least + (long)Bits(mini, (long)i * width, width);
                    numbers[filled++] = last;
                }
            }
        }

        read = at;
        return numbers;
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, long from, int width)
    {
        ulong value = 0;
        for (var i = 0; i < width;)
        {
            var (place, shift) = ((int)((from + i) >> 3), (int)((from + i) & 7));
            var take = Math.Min(8 - shift, width - i);
            value |= ((ulong)(bytes[place] >> shift) & ((1UL << take) - 1)) << i;
            i += take;
        }

        return value;
    }
}
