using System.Buffers.Binary;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>
/// Maps digests to positions of contents in the packs: a hash table in a memory-mapped file, so that neither opening time nor memory grows with the
/// log. It is a cache and never authoritative: each position is checked against the entry there, and an index that is missing or does not match the
/// packs is rebuilt. docs/formats/log.md specifies the format.
/// </summary>
internal sealed class ContentIndex : IDisposable
{
    public const string FileName = "index";

    private const int HeaderLength = ContentIndexHeader.Length;
    private const int SlotLength = MappedTable.SlotLength;
    private const long FirstCapacity = 1 << 12;
    private const int OffsetBits = 40;

    // At a load factor of 0.7 no lookup in a table of a billion slots probes further.
    private const long MaxProbes = 512;

    private readonly IDisk _disk;
    private readonly string _path;
    private readonly bool _writable;
    private readonly Dictionary<ulong, List<ulong>> _unsaved = []; // found by a reader, and not in the file
    private MappedTable? _table;

    private ContentIndex(IDisk disk, string path, bool writable)
    {
        _disk = disk;
        _path = path;
        _writable = writable;
    }

    /// <summary>The position up to which the packs are certainly indexed.</summary>
    public ContentEnd Covered { get; private set; } = new(1, 0);

    /// <summary>
    /// Number of positions known to be in the index, including those erased or truncated since. A killed process may leave more in the file than it
    /// recorded, which shows in long probes.
    /// </summary>
    public long Count { get; private set; }

    /// <summary>Opens the index of a directory of packs; an index that is missing, torn or ahead of the packs is recreated.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="writable">Whether the caller holds the lock.</param>
    /// <param name="end">The durable end of the packs.</param>
    /// <param name="anew">Whether to recreate it in any case.</param>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    public static ContentIndex Open(IDisk disk, string directory, bool writable, ContentEnd end, bool anew)
    {
        var index = new ContentIndex(disk, Path.Combine(directory, FileName), writable);
        ThrowIfNewer(disk, index._path);
        if ((anew || !index.TryMap(end)) && writable)
        {
            index._table = index.Make(index._path, FirstCapacity);
            index.WriteHeader(index._table);
        }

        return index;
    }

    /// <summary>Rejects an index written by a newer program, although it could be rebuilt: what else that program changed is unknown.</summary>
    /// <exception cref="NewerFormatException">When its version is newer.</exception>
    public static void ThrowIfNewer(IDisk disk, string path)
    {
        if (disk.FileExists(path))
        {
            using var file = disk.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[16];
            var read = file.ReadFully(start, 0);
            NewerFormatException.ThrowIfNewer(path, start[..read], ContentIndexHeader.Name, ContentIndexHeader.Version);
        }
    }

    /// <summary>Adds a position unless it is already present.</summary>
    public void Add(Digest digest, int segment, long offset)
    {
        var (key, place) = (Key(digest), ((ulong)segment << OffsetBits) | (ulong)offset);
        if (!_writable)
        {
            (_unsaved.TryGetValue(key, out var there) ? there : _unsaved[key] = []).Add(place);
            return;
        }

        GrowWhenFull();
        var added = _table!.Insert(key, place, MaxProbes);
        if (added is null)
        {
            Count = _table.All().LongCount();
            GrowWhenFull();
            added = _table.Insert(key, place, _table.Capacity);
        }

        Count += added == true ? 1 : 0;
    }

    /// <summary>Possible positions of a content, in no particular order.</summary>
    public IEnumerable<(int Segment, long Offset)> Find(Digest digest)
    {
        var key = Key(digest);
        foreach (var place in _table?.Find(key) ?? [])
        {
            yield return Place(place);
        }

        foreach (var place in _unsaved.GetValueOrDefault(key) ?? [])
        {
            yield return Place(place);
        }
    }

    /// <summary>Makes the entries durable, then records the position up to which the packs are indexed.</summary>
    /// <exception cref="IOException">When the disk reports an error; the next open rebuilds the index.</exception>
    public void Flush(ContentEnd covered)
    {
        try
        {
            _table!.Map.Flush();
            Covered = covered;
            WriteHeader(_table);
            _table.Map.Flush();
        }
        catch (IOException)
        {
            _disk.Delete(_path); // the operating system may show what the disk never got
            throw;
        }
    }

    public void Dispose() => _table?.Dispose();

    private static (int Segment, long Offset) Place(ulong place) => ((int)(place >> OffsetBits), (long)(place & ((1UL << OffsetBits) - 1)));

    /// <summary>The digest's first eight bytes. Zero marks an empty slot and is mapped to one.</summary>
    private static ulong Key(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        digest.CopyTo(bytes);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }

    private bool TryMap(ContentEnd end)
    {
        if (!_disk.FileExists(_path))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[HeaderLength];
        using (var file = _disk.Open(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (ContentIndexHeader.Parse(bytes[..file.ReadFully(bytes, 0)]) is not { } header
                || file.Length != HeaderLength + (SlotLength * header.Capacity)
                || header.Covered.Segment > end.Segment
                || (header.Covered.Segment == end.Segment && header.Covered.Length > end.Length))
            {
                return false;
            }

            (var capacity, Count, Covered) = header;
            _table = Map(_path, capacity);
        }

        return true;
    }

    private MappedTable Map(string path, long capacity)
    {
        using var file = _disk.Open(path, FileMode.Open, _writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new MappedTable(file.Map(_writable), HeaderLength, capacity);
    }

    private MappedTable Make(string path, long capacity)
    {
        var length = HeaderLength + (SlotLength * capacity);
        using (var file = _disk.Open(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            // Written rather than left out: a full disk is an error now, and not a signal that kills the process when a slot is used.
            var zeros = new byte[Math.Min(length, 1 << 20)];
            for (long at = 0; at < length; at += zeros.Length)
            {
                file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, length - at)), at);
            }
        }

        return Map(path, capacity);
    }

    private void GrowWhenFull()
    {
        if (10 * (Count + 1) <= 7 * _table!.Capacity)
        {
            return;
        }

        var fresh = _path + ".new";
        MappedTable? grown = null;
        try
        {
            grown = Make(fresh, 2 * _table.Capacity);
            foreach (var (key, place) in _table.All())
            {
                grown.Insert(key, place, grown.Capacity);
            }

            // It covers what the old one covered once it is durable, which it must be before it replaces the old one.
            // The old one is closed first: Windows does not replace a file that is mapped.
            WriteHeader(grown);
            grown.Map.Flush();
            _table.Dispose();
            _disk.Rename(fresh, _path);
            _table = grown;
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException)
        {
            grown?.Dispose();
            _disk.Delete(fresh);
            _table.Dispose();
            _table = Map(_path, _table.Capacity);
            if (Count + 1 == _table.Capacity)
            {
                throw; // until then, longer probes are better than an append that fails
            }
        }
    }

    private void WriteHeader(MappedTable table) => table.Map.Write(0, new ContentIndexHeader(table.Capacity, Count, Covered).ToBytes());
}
