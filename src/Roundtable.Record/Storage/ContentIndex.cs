using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
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
    private const int SlotLength = 16;
    private const long FirstCapacity = 1 << 12;
    private const int OffsetBits = 40;

    // At a load factor of 0.7 no lookup in a table of a billion slots probes further.
    private const long MaxProbes = 512;

    private readonly string _path;
    private readonly bool _writable;
    private readonly Dictionary<ulong, List<long>> _unsaved = []; // found by a reader, and not in the file
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _slots;
    private long _capacity;

    private ContentIndex(string path, bool writable)
    {
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
    /// <param name="directory">The directory.</param>
    /// <param name="writable">Whether the caller holds the lock.</param>
    /// <param name="end">The durable end of the packs.</param>
    /// <param name="anew">Whether to recreate it in any case.</param>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    public static ContentIndex Open(string directory, bool writable, ContentEnd end, bool anew)
    {
        var index = new ContentIndex(Path.Combine(directory, FileName), writable);
        ThrowIfNewer(index._path);
        if ((anew || !index.TryMap(end)) && writable)
        {
            index.Make(index._path, FirstCapacity);
        }

        return index;
    }

    /// <summary>Rejects an index written by a newer program, although it could be rebuilt: what else that program changed is unknown.</summary>
    /// <exception cref="NewerFormatException">When its version is newer.</exception>
    public static void ThrowIfNewer(string path)
    {
        if (File.Exists(path))
        {
            using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[16];
            var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            NewerFormatException.ThrowIfNewer(path, start[..read], ContentIndexHeader.Name, ContentIndexHeader.Version);
        }
    }

    /// <summary>Adds a position unless it is already present.</summary>
    public void Add(Digest digest, int segment, long offset)
    {
        var (key, place) = (Key(digest), ((long)segment << OffsetBits) | offset);
        if (!_writable)
        {
            (_unsaved.TryGetValue(key, out var there) ? there : _unsaved[key] = []).Add(place);
            return;
        }

        if (10 * (Count + 1) > 7 * _capacity)
        {
            Grow();
        }

        var added = Insert(_slots!, _capacity, key, place, MaxProbes);
        if (added is null)
        {
            Recount();
            added = Insert(_slots!, _capacity, key, place, _capacity);
        }

        Count += added == true ? 1 : 0;
    }

    /// <summary>Possible positions of a content, in no particular order.</summary>
    public IEnumerable<(int Segment, long Offset)> Find(Digest digest)
    {
        var key = Key(digest);
        var (slot, passed) = (Slot(key, _capacity), 0L);
        for (; passed < _capacity && _slots is not null && _slots.ReadUInt64(slot) is var found && found != 0; slot = Next(slot, _capacity), passed++)
        {
            if (found == key)
            {
                yield return Place(_slots.ReadInt64(slot + sizeof(ulong)));
            }
        }

        foreach (var place in _unsaved.GetValueOrDefault(key) ?? [])
        {
            yield return Place(place);
        }
    }

    /// <summary>Makes the entries durable, then records the position up to which the packs are indexed.</summary>
    public void Flush(ContentEnd covered)
    {
        _slots!.Flush();
        Covered = covered;
        WriteHeader();
        _slots.Flush();
    }

    public void Dispose()
    {
        _slots?.Dispose();
        _file?.Dispose();
    }

    private static (int Segment, long Offset) Place(long place) => ((int)(place >> OffsetBits), place & ((1L << OffsetBits) - 1));

    /// <summary>The digest's first eight bytes. Zero marks an empty slot and is mapped to one.</summary>
    private static ulong Key(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        digest.CopyTo(bytes);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }

    private static long Slot(ulong key, long capacity) => HeaderLength + (SlotLength * (long)(key & (ulong)(capacity - 1)));

    private static long Next(long slot, long capacity) => slot + SlotLength == HeaderLength + (SlotLength * capacity) ? HeaderLength : slot + SlotLength;

    /// <summary>Whether the position was added; null if neither it nor an empty slot was found within the maximum number of probes.</summary>
    private static bool? Insert(MemoryMappedViewAccessor slots, long capacity, ulong key, long place, long maxProbes)
    {
        var (slot, passed) = (Slot(key, capacity), 0L);
        for (; slots.ReadUInt64(slot) is var found && found != 0; slot = Next(slot, capacity))
        {
            if (found == key && slots.ReadInt64(slot + sizeof(ulong)) == place)
            {
                return false;
            }

            if (++passed == maxProbes)
            {
                return null;
            }
        }

        slots.Write(slot + sizeof(ulong), place);
        slots.Write(slot, key);
        return true;
    }

    private bool TryMap(ContentEnd end)
    {
        if (!File.Exists(_path))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[HeaderLength];
        using (var file = PrivateFiles.Open(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (ContentIndexHeader.Parse(bytes[..file.ReadAtLeast(bytes, HeaderLength, throwOnEndOfStream: false)]) is not { } header
                || file.Length != HeaderLength + (SlotLength * header.Capacity)
                || header.Covered.Segment > end.Segment
                || (header.Covered.Segment == end.Segment && header.Covered.Length > end.Length))
            {
                return false;
            }

            (_capacity, Count, Covered) = header;
        }

        Map(_path);
        return true;
    }

    private void Map(string path)
    {
        Dispose();
        _file = MemoryMappedFile.CreateFromFile(
            PrivateFiles.Open(path, FileMode.Open, _writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            null,
            0,
            _writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: false);
        _slots = _file.CreateViewAccessor(0, 0, _writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read);
    }

    private void Make(string path, long capacity)
    {
        using (var file = PrivateFiles.Open(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            file.SetLength(HeaderLength + (SlotLength * capacity));
        }

        _capacity = capacity;
        Map(path);
        WriteHeader();
    }

    /// <summary>Counts the used slots, and grows the table if it is too full.</summary>
    private void Recount()
    {
        Count = 0;
        for (var slot = (long)HeaderLength; slot < HeaderLength + (SlotLength * _capacity); slot += SlotLength)
        {
            Count += _slots!.ReadUInt64(slot) != 0 ? 1 : 0;
        }

        if (10 * (Count + 1) > 7 * _capacity)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var (old, oldFile, oldCapacity) = (_slots!, _file!, _capacity);
        (_slots, _file) = (null, null);
        var fresh = _path + ".new";
        Make(fresh, 2 * oldCapacity);
        for (var slot = (long)HeaderLength; slot < HeaderLength + (SlotLength * oldCapacity); slot += SlotLength)
        {
            if (old.ReadUInt64(slot) is var key && key != 0)
            {
                Insert(_slots!, _capacity, key, old.ReadInt64(slot + sizeof(ulong)), _capacity);
            }
        }

        // The new table covers what the old one covered once it is durable, which it must be before it replaces the old one.
        // The old one is closed first: Windows does not replace a file that is mapped.
        _slots!.Flush();
        old.Dispose();
        oldFile.Dispose();
        File.Move(fresh, _path, overwrite: true);
    }

    private void WriteHeader()
    {
        var header = new ContentIndexHeader(_capacity, Count, Covered).ToBytes();
        _slots!.WriteArray(0, header, 0, header.Length);
    }
}
