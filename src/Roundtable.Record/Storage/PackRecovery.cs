using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Opens a pack: unacknowledged data is truncated from its end, damage before it is an error.</summary>
internal static class PackRecovery
{
    /// <summary>Opens a pack.</summary>
    /// <param name="path">Path of the pack.</param>
    /// <param name="writable">Whether a torn end may be truncated and an erasure completed.</param>
    /// <param name="settings">Storage settings.</param>
    /// <param name="durable">The durable length; <see cref="long.MaxValue"/> for all of it.</param>
    /// <param name="covered">The length whose entries are already indexed and need not be read; <see cref="long.MaxValue"/> for all of it.</param>
    /// <param name="present">Receives each further entry whose content is present.</param>
    /// <param name="whole">Whether the pack is intact to its end, so that a following pack may be valid.</param>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    /// <exception cref="DamagedLogException">When it is damaged before <paramref name="durable"/>.</exception>
    public static AppendFile Open(string path, bool writable, StorageSettings settings, long durable, long covered, Action<PackEntry> present, out bool whole)
    {
        if (durable > 0 && !settings.Disk.FileExists(path))
        {
            throw new DamagedLogException(path, null, null, "the pack is missing");
        }

        var pack = new AppendFile(path, writable, settings);
        try
        {
            durable = durable == long.MaxValue ? pack.Length : durable;
            if (pack.Length < durable)
            {
                throw new DamagedLogException(path, pack.Length, null, $"the pack is truncated: it had {durable} bytes");
            }

            whole = HasPackHeader(pack, writable, durable) && Read(pack, writable, Math.Max(durable, PackEntry.PackMagic.Length), covered, present);
            return pack;
        }
        catch
        {
            pack.Dispose();
            throw;
        }
    }

    private static bool HasPackHeader(AppendFile pack, bool writable, long durable)
    {
        Span<byte> magic = stackalloc byte[PackEntry.PackMagic.Length];
        if (pack.Read(magic, 0) == magic.Length && magic.SequenceEqual(PackEntry.PackMagic))
        {
            if (writable && durable == 0)
            {
                pack.Overwrite(PackEntry.PackMagic, 0); // as with entries below
            }

            return true;
        }

        NewerFormatException.ThrowIfNewer(pack.Path, magic, PackEntry.PackName, PackEntry.PackVersion);

        if (durable > 0)
        {
            throw new DamagedLogException(pack.Path, 0, null, "it does not start with a pack header");
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
        var header = new byte[PackEntry.HeaderLength];
        try
        {
            foreach (var entry in PackScan.Entries(pack, durable, pack.Length))
            {
                if (PackScan.State(pack, entry, ref buffer) == ContentState.Damaged)
                {
                    break;
                }

                if (writable && entry.Flag == PackEntry.Present)
                {
                    // After a failed flush the operating system may show bytes that the disk never got, and never write them unless they are written again.
                    PackEntry.WriteHeader(header, entry.Length, entry.Digest);
                    pack.Overwrite(header, entry.Offset);
                    pack.Overwrite(buffer.AsSpan(0, entry.Length), entry.ContentOffset);
                }

                Add(entry);
                end = entry.End;
            }
        }
        catch (DamagedLogException)
        {
            // A group that was being written when the machine stopped; it was never acknowledged as durable.
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
