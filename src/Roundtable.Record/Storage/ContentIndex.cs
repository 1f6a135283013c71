using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>
/// Where contents stand in the packs: a hash table in a file, mapped into memory, so that neither opening nor memory grows with what was
/// ever said. It is a memory aid and never the truth: each place it gives is held against the entry that stands there, and where it is missing or
/// does not fit the packs it is made again from them. docs/formats/log.md has the bytes.
/// </summary>
internal sealed class ContentIndex : IDisposable
{
    public const string FileName = "index";

    private const int HeaderLength = 64;
    private const int ChecksumOffset = 32;
    private const int SlotLength = 16;
    private const long FirstCapacity = 1 << 12;
    private const int OffsetBits = 40;

    // Further than that nothing has to be sought in a table of a billion slots of which seven in ten are taken.
    private const long FarthestProbe = 512;

    private readonly string _path;
    private readonly bool _writable;
    private readonly Dictionary<ulong, List<long>> _beside = []; // what a reader found beyond the file
    private MemoryMappedFile? _file;
    private MemoryMappedViewAccessor? _slots;
    private long _capacity;

    private ContentIndex(string path, bool writable)
    {
        _path = path;
        _writable = writable;
    }

    private static ReadOnlySpan<byte> Magic => "RTINDEX1"u8;

    private static ReadOnlySpan<byte> Name => Magic[..^1];

    /// <summary>Up to where the packs are in the index for certain.</summary>
    public ContentEnd Covered { get; private set; } = new(1, 0);

    /// <summary>
    /// Places that are known to be in it, those that were erased or cut since included. A process that is killed may leave more in the file than it noted; that shows when
    /// a place has to be sought far.
    /// </summary>
    public long Count { get; private set; }

    /// <summary>Opens the index of a directory of packs; one that is missing, torn or ahead of the packs is begun anew.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="writable">Whether the caller holds the lock.</param>
    /// <param name="end">Up to where the packs are durable.</param>
    /// <param name="anew">Whether to begin anew in any case.</param>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
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

    /// <summary>Refuses an index that a newer program wrote, although it could be made again: what else that program changed is unknown.</summary>
    /// <exception cref="NewerFormatException">When it did.</exception>
    public static void ThrowIfNewer(string path)
    {
        if (File.Exists(path))
        {
            using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> start = stackalloc byte[16];
            NewerFormatException.ThrowIfNewer(path, start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)], Name, 1);
        }
    }

    /// <summary>Takes in a place; one that is there already is not taken in twice.</summary>
    public void Add(Digest digest, int segment, long offset)
    {
        var (key, place) = (Key(digest), ((long)segment << OffsetBits) | offset);
        if (!_writable)
        {
            (_beside.TryGetValue(key, out var there) ? there : _beside[key] = []).Add(place);
            return;
        }

        if (10 * (Count + 1) > 7 * _capacity)
        {
            Grow();
        }

        var added = Insert(_slots!, _capacity, key, place, FarthestProbe);
        if (added is null)
        {
            Recount();
            added = Insert(_slots!, _capacity, key, place, _capacity);
        }

        Count += added == true ? 1 : 0;
    }

    /// <summary>Places at which the content may stand, in no order.</summary>
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

        foreach (var place in _beside.GetValueOrDefault(key) ?? [])
        {
            yield return Place(place);
        }
    }

    /// <summary>Makes what is in it durable, then says up to where the packs are covered by it.</summary>
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

    /// <summary>The digest's first bytes; zero marks an empty slot, so that one key stands for two.</summary>
    private static ulong Key(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        digest.CopyTo(bytes);
        return Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
    }

    private static long Slot(ulong key, long capacity) => HeaderLength + (SlotLength * (long)(key & (ulong)(capacity - 1)));

    private static long Next(long slot, long capacity) => slot + SlotLength == HeaderLength + (SlotLength * capacity) ? HeaderLength : slot + SlotLength;

    /// <summary>Whether it was not there yet; null where neither it nor an empty slot is near enough.</summary>
    private static bool? Insert(MemoryMappedViewAccessor slots, long capacity, ulong key, long place, long farthest)
    {
        var (slot, passed) = (Slot(key, capacity), 0L);
        for (; slots.ReadUInt64(slot) is var found && found != 0; slot = Next(slot, capacity))
        {
            if (found == key && slots.ReadInt64(slot + sizeof(ulong)) == place)
            {
                return false;
            }

            if (++passed == farthest)
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

        Span<byte> header = stackalloc byte[HeaderLength];
        using (var file = PrivateFiles.Open(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
                || !header.StartsWith(Magic)
                || !Digest.Of(header[..ChecksumOffset]).ToArray().AsSpan().SequenceEqual(header[ChecksumOffset..]))
            {
                return false;
            }

            var logarithm = header[8];
            _capacity = logarithm is >= 12 and < 40 ? 1L << logarithm : 0;
            Count = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
            Covered = new ContentEnd(BinaryPrimitives.ReadInt32LittleEndian(header[12..]), BinaryPrimitives.ReadInt64LittleEndian(header[24..]));
            if (_capacity == 0 || file.Length != HeaderLength + (SlotLength * _capacity) || Covered.Segment > end.Segment || (Covered.Segment == end.Segment && Covered.Length > end.Length))
            {
                (Covered, Count, _capacity) = (new ContentEnd(1, 0), 0, 0);
                return false;
            }
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

    /// <summary>Counts what is in the file, and makes it larger where that is too much.</summary>
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

        // What the smaller one covered, this one covers when it is durable, which it has to be before it takes the other's place.
        _slots!.Flush();
        File.Move(fresh, _path, overwrite: true);
        old.Dispose();
        oldFile.Dispose();
    }

    private void WriteHeader()
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        header[8] = (byte)System.Numerics.BitOperations.Log2((ulong)_capacity);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), Covered.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), Count);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), Covered.Length);
        Digest.Of(header.AsSpan(0, ChecksumOffset)).CopyTo(header.AsSpan(ChecksumOffset));
        _slots!.WriteArray(0, header, 0, header.Length);
    }
}
