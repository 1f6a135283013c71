namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Unpacks Snappy's raw format (google/snappy, format_description.txt).</summary>
internal static class Snappy
{
    /// <summary>Unpacks a whole buffer.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or does not unpack to exactly the target's length.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        var at = 0;
        ulong length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= packed.Length || shift > 28)
            {
                throw Damaged();
            }

            var b = packed[at++];
            length |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                break;
            }
        }

        if (length != (ulong)target.Length)
        {
            throw Damaged();
        }

        var written = 0;
        while (at < packed.Length)
        {
            var tag = packed[at++];
            if ((tag & 3) == 0)
            {
                var count = (tag >> 2) + 1;
                if (count > 60)
                {
                    var bytes = count - 60;
                    if (bytes > packed.Length - at)
                    {
                        throw Damaged();
                    }

                    long value = 0;
                    for (var i = 0; i < bytes; i++)
                    {
                        value |= (long)packed[at + i] << (8 * i);
                    }

                    at += bytes;
                    count = (int)Math.Min(int.MaxValue, value + 1);
                }

                if (count > packed.Length - at || count > target.Length - written)
                {
                    throw Damaged();
                }

                packed.Slice(at, count).CopyTo(target[written..]);
                at += count;
                written += count;
                continue;
            }

            var more = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
            if (more > packed.Length - at)
            {
                throw Damaged();
            }

            long offset = 0;
            for (var i = 0; i < more; i++)
            {
                offset |= (long)packed[at + i] << (8 * i);
            }

            at += more;
            var run = more == 1 ? 4 + ((tag >> 2) & 7) : (tag >> 2) + 1;
            offset = more == 1 ? offset | ((long)(tag >> 5) << 8) : offset;
            if (offset == 0 || offset > written || run > target.Length - written)
            {
                throw Damaged();
            }

            Copy(target, written, (int)offset, run);
            written += run;
        }

        if (written != target.Length)
        {
            throw Damaged();
        }
    }

    private static void Copy(Span<byte> target, int written, int offset, int run)
    {
        if (offset >= run)
        {
            target.Slice(written - offset, run).CopyTo(target[written..]);
            return;
        }

        // What is copied overlaps with what is written: byte by byte it repeats itself.
        for (var i = 0; i < run; i++)
        {
            target[written + i] = target[written + i - offset];
        }
    }

    private static InvalidDataException Damaged() => new("a Parquet page is damaged (snappy)");
}
