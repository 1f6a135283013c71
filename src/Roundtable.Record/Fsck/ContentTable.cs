using System.Buffers.Binary;
using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Where the contents of packs are, by digest, in memory that hardly grows with them: a few bits each. Up to so many are sorted in memory; more than that in
/// a temporary file that only its owner can read and that is gone when it is closed.
/// </summary>
/// <param name="inMemory">How many entries are held in memory.</param>
internal sealed class ContentTable(int inMemory = 1 << 16) : IDisposable
{
    private const int Block = 64; // entries that are read at once
    private const int MergeBuffer = 512;

    private static readonly int _size = Marshal.SizeOf<StoredEntry>();

    private readonly List<int> _runs = [];
    private readonly List<ulong> _firsts = []; // of each block
    private readonly StoredEntry[] _block = new StoredEntry[Block];
    private List<StoredEntry> _entries = [];
    private SafeFileHandle? _file;
    private BitArray _named = new(0);
    private BitArray _indexed = new(0);
    private int _loaded = -1;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an entry, before <see cref="Sort"/>.</summary>
    public void Add(StoredEntry entry)
    {
        if (_entries.Count == inMemory)
        {
            Spill();
        }

        _entries.Add(entry);
        Count++;
    }

    /// <summary>Sorts them. Nothing is found before.</summary>
    /// <exception cref="IOException">When the temporary file cannot be written.</exception>
    public void Sort()
    {
        (_named, _indexed) = (new BitArray(Count), new BitArray(Count));
        if (_file is null)
        {
            _entries.Sort(StoredEntry.Order);
            return;
        }

        Spill();
        using var runs = _file;
        _file = Temporary();
        Merge(runs);
        _entries = [];
    }

    /// <summary>The entries of a content; none if it is in no pack.</summary>
    /// <param name="digest">Its digest.</param>
    public IEnumerable<(int Number, StoredEntry Entry)> Find(byte[] digest)
    {
        var sought = StoredEntry.Of(digest, 0, 0, 0, '\0');
        return From(sought.Key).TakeWhile(e => e.Entry.Key == sought.Key).Where(e => e.Entry.HasDigestOf(sought));
    }

    /// <summary>Whether there is an entry at a position whose digest begins so; it is marked as indexed.</summary>
    /// <param name="key">The digest's first eight bytes, big-endian.</param>
    /// <param name="pack">Number of the pack.</param>
    /// <param name="offset">Position in the pack.</param>
    public bool MarkIndexed(ulong key, int pack, long offset)
    {
        foreach (var (number, entry) in From(key).TakeWhile(e => e.Entry.Key == key))
        {
            if (entry.Pack == pack && entry.Offset == offset)
            {
                _indexed[number] = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>A leaf names the entry.</summary>
    public void MarkNamed(int number) => _named[number] = true;

    /// <summary>All entries, in the order of their digests.</summary>
    public IEnumerable<(StoredEntry Entry, bool IsNamed, bool IsIndexed)> All()
    {
        for (var number = 0; number < Count; number++)
        {
            yield return (At(number), _named[number], _indexed[number]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>The entries from the first whose key is not less.</summary>
    private IEnumerable<(int Number, StoredEntry Entry)> From(ulong key)
    {
        var (low, high) = (0, Count);
        if (_file is not null)
        {
            var block = _firsts.BinarySearch(key);
            block = block < 0 ? ~block : block;
            while (block > 0 && _firsts[block - 1] == key)
            {
                block--;
            }

            (low, high) = (Math.Max(0, block - 1) * Block, Math.Min(Count, (block + 1) * Block));
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Key < key ? (middle + 1, high) : (low, middle);
        }

        for (; low < Count; low++)
        {
            yield return (low, At(low));
        }
    }

    private StoredEntry At(int number)
    {
        if (_file is null)
        {
            return _entries[number];
        }

        if (_loaded != number / Block)
        {
            _loaded = number / Block;
            Read(_file, _block.AsSpan(0, Math.Min(Block, Count - (_loaded * Block))), _loaded * Block);
        }

        return _block[number % Block];
    }

    private void Spill()
    {
        _file ??= Temporary();
        _entries.Sort(StoredEntry.Order);
        RandomAccess.Write(_file, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_entries)), _runs.Sum(r => (long)r) * _size);
        _runs.Add(_entries.Count);
        _entries.Clear();
    }

    private void Merge(SafeFileHandle runs)
    {
        var next = new PriorityQueue<IEnumerator<StoredEntry>, StoredEntry>(StoredEntry.Order);
        var start = 0;
        foreach (var length in _runs)
        {
            Enqueue(Run(runs, start, length).GetEnumerator());
            start += length;
        }

        var written = 0;
        List<StoredEntry> merged = new(MergeBuffer);
        while (next.TryDequeue(out var run, out var entry))
        {
            if ((written + merged.Count) % Block == 0)
            {
                _firsts.Add(entry.Key);
            }

            merged.Add(entry);
            if (merged.Count == MergeBuffer)
            {
                Write();
            }

            Enqueue(run);
        }

        Write();

        void Enqueue(IEnumerator<StoredEntry> run)
        {
            if (run.MoveNext())
            {
                next.Enqueue(run, run.Current);
            }
        }

        void Write()
        {
            RandomAccess.Write(_file!, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(merged)), (long)written * _size);
            written += merged.Count;
            merged.Clear();
        }
    }

    private static IEnumerable<StoredEntry> Run(SafeFileHandle file, int start, int length)
    {
        var buffer = new StoredEntry[Math.Min(MergeBuffer, length)];
        for (var done = 0; done < length; done += buffer.Length)
        {
            var count = Math.Min(buffer.Length, length - done);
            Read(file, buffer.AsSpan(0, count), start + done);
            for (var i = 0; i < count; i++)
            {
                yield return buffer[i];
            }
        }
    }

    private static void Read(SafeFileHandle file, Span<StoredEntry> entries, int start)
    {
        var bytes = MemoryMarshal.AsBytes(entries);
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes[done..], ((long)start * _size) + done);
            done += read > 0 ? read : throw new EndOfStreamException("A temporary file is shorter than it was written.");
        }
    }

    private static SafeFileHandle Temporary()
    {
        // Only its owner can read it: whoever has a text could find its digest there.
        var path = Path.Combine(Directory.CreateTempSubdirectory("roundtable-fsck").FullName, "contents");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true); // an open file needs no name
        }

        return file;
    }
}

/// <summary>A content in a pack.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct StoredEntry(ulong Key, ulong Second, ulong Third, ulong Fourth, long Offset, int Pack, int Length, int Flag)
{
    /// <summary>The order of digests, and of places where they are equal.</summary>
    public static readonly Comparer<StoredEntry> Order = Comparer<StoredEntry>.Create((one, other) =>
        (one.Key, one.Second, one.Third, one.Fourth, one.Pack, one.Offset)
            .CompareTo((other.Key, other.Second, other.Third, other.Fourth, other.Pack, other.Offset)));

    /// <summary>The entry with a digest of 32 bytes.</summary>
    public static StoredEntry Of(ReadOnlySpan<byte> digest, int pack, long offset, int length, char flag) => new(
        BinaryPrimitives.ReadUInt64BigEndian(digest),
        BinaryPrimitives.ReadUInt64BigEndian(digest[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(digest[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(digest[24..]),
        offset,
        pack,
        length,
        flag);

    /// <summary>Whether it is the same content.</summary>
    public bool HasDigestOf(StoredEntry other) => (Key, Second, Third, Fourth) == (other.Key, other.Second, other.Third, other.Fourth);

    /// <summary>The digest in hexadecimal.</summary>
    public string Digest => $"{Key:x16}{Second:x16}{Third:x16}{Fourth:x16}";
}
