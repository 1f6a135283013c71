using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The packs of a data directory, numbered from 1, of which the last one grows.</summary>
internal sealed class ContentFiles : IDisposable
{
    private readonly string _directory;
    private readonly bool _writable;
    private readonly StorageSettings _settings;
    private volatile AppendFile[] _packs = [];

    private ContentFiles(string directory, bool writable, StorageSettings settings)
    {
        _directory = directory;
        _writable = writable;
        _settings = settings;
    }

    /// <summary>Number of the last pack.</summary>
    public int Count => _packs.Length;

    /// <summary>The pack that grows.</summary>
    public AppendFile Last => _packs[^1];

    /// <summary>A pack by its number.</summary>
    public AppendFile this[int segment] => _packs[segment - 1];

    /// <summary>Opens the packs. Where writing is allowed a torn end is cut; what is damaged before that is refused.</summary>
    /// <param name="directory">The directory of the packs; made where it does not exist and writing is allowed.</param>
    /// <param name="writable">Whether the caller holds the lock and may repair.</param>
    /// <param name="settings">How to use the disk.</param>
    /// <param name="index">Receives the place of every content which is there.</param>
    /// <exception cref="DamagedLogException">When something is wrong before the place up to which all was durable.</exception>
    public static ContentFiles Open(string directory, bool writable, StorageSettings settings, Dictionary<Digest, ContentStore.Place> index)
    {
        var files = new ContentFiles(directory, writable, settings);
        try
        {
            files.Load(index);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Begins a new pack when the last one is full.</summary>
    public void RollWhenFull()
    {
        if (Last.Length >= _settings.SegmentBytes)
        {
            Create();
        }
    }

    /// <summary>Makes everything up to here durable, as it may not be after a crash.</summary>
    public void Flush() => Array.ForEach(_packs, pack => pack.Flush());

    /// <summary>Writes down that everything up to here is durable.</summary>
    public void WriteEnd()
    {
        var path = Path.Combine(_directory, ContentEnd.FileName);
        _settings.BeforeWrite?.Invoke(path);
        PrivateFiles.Replace(path, new ContentEnd(Count, Last.Length).ToBytes());
    }

    /// <summary>Reads every entry, up to what was torn behind the place to which all was durable.</summary>
    /// <exception cref="DamagedLogException">When the entries before that place do not fill the packs.</exception>
    public IEnumerable<StoredContent> Scan(CancellationToken cancellation)
    {
        var end = ContentEnd.Read(_directory);
        var buffer = Array.Empty<byte>();
        for (var segment = 1; segment <= Count; segment++)
        {
            var pack = this[segment];
            var durable = segment < end.Segment ? pack.Length : segment == end.Segment ? end.Length : 0;
            foreach (var entry in PackScan.Whole(pack, durable))
            {
                cancellation.ThrowIfCancellationRequested();
                var state = PackScan.State(pack, entry, ref buffer);
                if (state == ContentState.Damaged && entry.Offset >= durable)
                {
                    break;
                }

                yield return new StoredContent(entry.Digest, state, pack.Path, entry.Offset);
            }
        }
    }

    public void Dispose()
    {
        foreach (var pack in _packs)
        {
            pack.Dispose();
        }
    }

    private void Load(Dictionary<Digest, ContentStore.Place> index)
    {
        var end = ContentEnd.Read(_directory);
        if (_writable && !File.Exists(Path.Combine(_directory, ContentEnd.FileName)))
        {
            PrivateFiles.CreateDirectory(_directory);
            PrivateFiles.Replace(Path.Combine(_directory, ContentEnd.FileName), end.ToBytes());
        }

        var last = Math.Max(end.Segment, ContentEnd.Segments(_directory).LastOrDefault());
        var torn = false;
        for (var segment = 1; segment <= last; segment++)
        {
            var path = Path.Combine(_directory, ContentEnd.PackName(segment));
            if (torn && _writable)
            {
                File.Delete(path); // it follows what was cut, so nothing in it was ever promised
                continue;
            }

            if (torn || (segment > end.Segment && !File.Exists(path)))
            {
                torn = true;
                continue;
            }

            var durable = segment < end.Segment ? long.MaxValue : segment == end.Segment ? end.Length : 0;
            torn = !LoadPack(segment, path, durable, index);
        }

        if (_writable && _packs.Length == 0)
        {
            Create();
        }

        if (_writable)
        {
            PrivateFiles.FlushDirectory(_directory);
        }
    }

    /// <summary>Opens one pack and indexes it; whether it is whole to its end.</summary>
    private bool LoadPack(int segment, string path, long durable, Dictionary<Digest, ContentStore.Place> index)
    {
        if (durable > 0 && !File.Exists(path))
        {
            throw new DamagedLogException(path, null, null, "the pack is missing");
        }

        var pack = new AppendFile(path, _writable, _settings);
        _packs = [.. _packs, pack];
        durable = durable == long.MaxValue ? pack.Length : durable;
        if (pack.Length < durable)
        {
            throw new DamagedLogException(path, pack.Length, null, $"the pack was cut short: it had {durable} bytes");
        }

        Span<byte> magic = stackalloc byte[PackEntry.PackMagic.Length];
        if (pack.Read(magic, 0) < magic.Length || !magic.SequenceEqual(PackEntry.PackMagic))
        {
            if (durable > 0)
            {
                throw new DamagedLogException(path, 0, null, "it does not begin as a pack does");
            }

            if (_writable)
            {
                pack.Truncate(0);
                pack.Append(PackEntry.PackMagic);
                pack.Flush();
            }

            return false;
        }

        var unfinished = new List<(long ContentOffset, int Length)>();
        var whole = LoadEntries(segment, pack, Math.Max(durable, magic.Length), index, unfinished);
        if (unfinished.Count > 0 && _writable)
        {
            PackScan.Erase(pack, unfinished);
        }

        if (whole < pack.Length && _writable)
        {
            pack.Truncate(whole);
            return false;
        }

        return whole == pack.Length;
    }

    /// <summary>Indexes the entries of a pack; where the last whole one ends.</summary>
    private static long LoadEntries(
        int segment,
        AppendFile pack,
        long durable,
        Dictionary<Digest, ContentStore.Place> index,
        List<(long ContentOffset, int Length)> unfinished)
    {
        foreach (var entry in PackScan.Entries(pack, PackEntry.PackMagic.Length, durable))
        {
            Add(entry);
        }

        var whole = durable;
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
                whole = entry.End;
            }
        }
        catch (DamagedLogException)
        {
            // A group that was being written when the machine stopped: nobody was told that it is durable.
        }

        return whole;

        void Add(PackEntry entry)
        {
            if (entry.Flag == PackEntry.Present)
            {
                index[entry.Digest] = new ContentStore.Place(segment, entry.Length, entry.ContentOffset);
            }
            else if (entry.Flag == PackEntry.Erasing)
            {
                unfinished.Add((entry.ContentOffset, entry.Length));
            }
        }
    }

    private void Create()
    {
        var segment = Count + 1;
        var path = Path.Combine(_directory, ContentEnd.PackName(segment));
        var pack = new AppendFile(path, writable: true, _settings);
        try
        {
            pack.Truncate(0);
            pack.Append(PackEntry.PackMagic);
            pack.Flush();
            PrivateFiles.FlushDirectory(_directory);
        }
        catch
        {
            pack.Dispose();
            File.Delete(path);
            throw;
        }

        _packs = [.. _packs, pack];
    }
}
