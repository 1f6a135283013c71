namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Unpacks Snappy's raw format (google/snappy, format_description.txt).</summary>
internal static class Snappy
{
    /// <summary>Unpacks a whole buffer.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or does not unpack to exactly the target's length.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        var at = 0;
        if (!Varint.TryRead(packed, ref at, out var length) || length != (ulong)target.Length)
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

            LempelZiv.Copy(target, written, (int)offset, run);
            written += run;
        }

        if (written != target.Length)
        {
            throw Damaged();
        }
    }

    private static InvalidDataException Damaged() => new("a Parquet page is damaged (snappy)");
}
