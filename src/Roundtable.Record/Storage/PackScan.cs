using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Enumerates the entries of a pack, skipping long contents.</summary>
internal static class PackScan
{
    private const int Window = 1 << 18;

    /// <summary>The entries from <paramref name="from"/> to <paramref name="end"/>.</summary>
    /// <exception cref="DamagedLogException">When they do not fill that range exactly.</exception>
    public static IEnumerable<PackEntry> Entries(AppendFile pack, long from, long end)
    {
        var window = new byte[Window];
        long start = 0;
        var filled = 0;
        for (var offset = from; offset < end;)
        {
            if (offset + PackEntry.HeaderLength > end)
            {
                throw new DamagedLogException(pack.Path, offset, null, "the file ends inside an entry's header");
            }

            if (offset + PackEntry.HeaderLength > start + filled)
            {
                start = offset;
                filled = pack.Read(window.AsSpan(0, (int)Math.Min(Window, end - offset)), offset);
                if (filled < PackEntry.HeaderLength)
                {
                    throw new DamagedLogException(pack.Path, offset, null, "the file ends inside an entry's header");
                }
            }

            var entry = PackEntry.ReadHeader(window.AsSpan((int)(offset - start), PackEntry.HeaderLength), offset)
                ?? throw new DamagedLogException(pack.Path, offset, null, "there is no valid entry header");
            if (entry.End > end)
            {
                throw new DamagedLogException(pack.Path, offset, null, "the file ends inside an entry's content");
            }

            yield return entry;
            offset = entry.End;
        }
    }

    /// <summary>All entries of a pack, up to a torn write after the durable length.</summary>
    /// <exception cref="DamagedLogException">When there is damage before the durable length.</exception>
    public static IEnumerable<PackEntry> Whole(AppendFile pack, long durable)
    {
        var start = Math.Min(PackEntry.PackMagic.Length, pack.Length);
        using var entries = Entries(pack, start, pack.Length).GetEnumerator();
        while (true)
        {
            try
            {
                if (!entries.MoveNext())
                {
                    yield break;
                }
            }
            catch (DamagedLogException e) when (e.Offset >= durable)
            {
                yield break;
            }

            yield return entries.Current;
        }
    }

    /// <summary>Overwrites contents with zeros. Their flags are set first, so that an interrupted erasure is completed on the next open.</summary>
    public static void Erase(AppendFile pack, IReadOnlyCollection<(long ContentOffset, int Length)> contents)
    {
        Flag(PackEntry.Erasing);
        var zeros = new byte[1 << 16];
        foreach (var (offset, length) in contents)
        {
            for (var done = 0; done < length; done += zeros.Length)
            {
                pack.Overwrite(zeros.AsSpan(0, Math.Min(zeros.Length, length - done)), offset + done);
            }
        }

        pack.Flush();
        Flag(PackEntry.Erased);

        void Flag(byte flag)
        {
            foreach (var (offset, _) in contents)
            {
                pack.Overwrite([flag], offset - PackEntry.HeaderLength + PackEntry.FlagOffset);
            }

            pack.Flush();
        }
    }

    /// <summary>State of an entry's content.</summary>
    public static ContentState State(AppendFile pack, PackEntry entry, ref byte[] buffer)
    {
        if (buffer.Length < entry.Length)
        {
            buffer = new byte[Math.Max(entry.Length, 2 * buffer.Length)];
        }

        var content = buffer.AsSpan(0, entry.Length);
        if (pack.Read(content, entry.ContentOffset) < entry.Length)
        {
            return ContentState.Damaged;
        }

        return entry.Flag switch
        {
            PackEntry.Present => Digest.Of(content) == entry.Digest ? ContentState.Present : ContentState.Damaged,
            PackEntry.Erasing => ContentState.Erased,
            _ => content.ContainsAnyExcept((byte)0) ? ContentState.Damaged : ContentState.Erased,
        };
    }
}
