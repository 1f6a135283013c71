using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Opens a pack: what nobody was promised is cut from its end, what is damaged before that is refused.</summary>
internal static class OpenPack
{
    /// <summary>Opens one pack.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="writable">Whether a torn end may be cut and an erasure finished.</param>
    /// <param name="settings">How to use the disk.</param>
    /// <param name="durable">Up to where it was durable; <see cref="long.MaxValue"/> for all of it.</param>
    /// <param name="covered">Up to where its entries are known and need not be read; <see cref="long.MaxValue"/> for all of it.</param>
    /// <param name="present">Given each entry after that whose content is there.</param>
    /// <param name="whole">Whether it is whole to its end, so that what follows it may be too.</param>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    /// <exception cref="DamagedLogException">When it is not what it was before <paramref name="durable"/>.</exception>
    public static AppendFile Read(string path, bool writable, StorageSettings settings, long durable, long covered, Action<PackEntry> present, out bool whole)
    {
        if (durable > 0 && !File.Exists(path))
        {
            throw new DamagedLogException(path, null, null, "the pack is missing");
        }

        var pack = new AppendFile(path, writable, settings);
        try
        {
            durable = durable == long.MaxValue ? pack.Length : durable;
            if (pack.Length < durable)
            {
                throw new DamagedLogException(path, pack.Length, null, $"the pack was cut short: it had {durable} bytes");
            }

            whole = BeginsAsPack(pack, writable, durable) && Read(pack, writable, Math.Max(durable, PackEntry.PackMagic.Length), covered, present);
            return pack;
        }
        catch
        {
            pack.Dispose();
            throw;
        }
    }

    private static bool BeginsAsPack(AppendFile pack, bool writable, long durable)
    {
        Span<byte> magic = stackalloc byte[PackEntry.PackMagic.Length];
        if (pack.Read(magic, 0) == magic.Length && magic.SequenceEqual(PackEntry.PackMagic))
        {
            return true;
        }

        NewerFormatException.ThrowIfNewer(pack.Path, magic, PackEntry.PackName, PackEntry.PackVersion);

        if (durable > 0)
        {
            throw new DamagedLogException(pack.Path, 0, null, "it does not begin as a pack does");
        }

        if (writable)
        {
            pack.Truncate(0);
            pack.Append(PackEntry.PackMagic);
            pack.Flush();
        }

        return false;
    }

    private static bool Read(AppendFile pack, bool writable, long durable, long covered, Action<PackEntry> present)
    {
        var unfinished = new List<(long ContentOffset, int Length)>();
        foreach (var entry in PackScan.Entries(pack, Math.Clamp(covered, PackEntry.PackMagic.Length, durable), durable))
        {
            Add(entry);
        }

        var end = durable;
        var buffer = Array.Empty<byte>();
        try
        {
            foreach (var entry in PackScan.Entries(pack, durable, pack.Length))
            {
                if (PackScan.State(pack, entry, ref buffer) == ContentState.Damaged)
                {
                    break;
                }

                Add(entry);
                end = entry.End;
            }
        }
        catch (DamagedLogException)
        {
            // A group that was being written when the machine stopped: nobody was told that it is durable.
        }

        if (unfinished.Count > 0 && writable)
        {
            PackScan.Erase(pack, unfinished);
        }

        if (end < pack.Length && writable)
        {
            pack.Truncate(end);
            return false;
        }

        return end == pack.Length;

        void Add(PackEntry entry)
        {
            if (entry.Flag == PackEntry.Present)
            {
                present(entry);
            }
            else if (entry.Flag == PackEntry.Erasing)
            {
                unfinished.Add((entry.ContentOffset, entry.Length));
            }
        }
    }
}
