using System.IO.MemoryMappedFiles;
using System.Runtime.Intrinsics.X86;
using Roundtable.Record.Files;

namespace Roundtable.Corpus.References;

/// <summary>
/// A table on disk from evenly distributed 64-bit keys to 32-bit numbers: an index over the upper bits of the keys, followed by ordered records of the
/// next 32 bits and the number. A look-up reads one entry of the index and about eight consecutive records, whatever the size.
/// </summary>
internal sealed unsafe class KeyTable : IDisposable
{
    internal const int HeadBytes = 24;
    internal const ulong Magic = 0x315359454B5452;

    // The first bytes of the magic number, RTKEYS1, and the version that ends it.
    private const int Version = 1;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly uint* _index;
    private readonly ulong* _records;
    private readonly int _bits;

    /// <summary>Opens a table.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program wrote the file.</exception>
    /// <exception cref="InvalidDataException">The file is not a table, or is truncated.</exception>
    public KeyTable(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        var length = new FileInfo(path).Length;
        var head = (ulong*)start;
        _bits = length >= HeadBytes && head[0] == Magic && head[2] is >= 1 and <= 31 ? (int)head[2] : 0;
        Count = _bits > 0 ? (long)head[1] : 0;
        if (_bits == 0 || length != HeadBytes + IndexBytes(_bits) + (Count * sizeof(ulong)))
        {
            var magic = new ReadOnlySpan<byte>(start, (int)Math.Min(length, sizeof(ulong))).ToArray();
            Dispose();
            NewerFormatException.ThrowIfNewer(path, magic, MagicName, Version);
            throw new InvalidDataException($"'{path}' is damaged. Remove its folder; it is then rebuilt.");
        }

        _index = (uint*)(start + HeadBytes);
        _records = (ulong*)(start + HeadBytes + IndexBytes(_bits));
    }

    private static ReadOnlySpan<byte> MagicName => "RTKEYS"u8;

    /// <summary>The number of records.</summary>
    public long Count { get; }

    /// <summary>Prefetches the memory of several keys, so that looking them up waits only once.</summary>
    public void Prefetch(ReadOnlySpan<ulong> keys)
    {
        if (Sse.IsSupported)
        {
            foreach (var key in keys)
            {
                Sse.Prefetch0(_index + (key >> (64 - _bits)));
            }

            foreach (var key in keys)
            {
                Sse.Prefetch0(_records + _index[key >> (64 - _bits)]);
            }
        }
    }

    /// <summary>Adds the numbers of a key.</summary>
    public void Find(ulong key, List<uint> into)
    {
        var place = key >> (64 - _bits);
        var rest = (uint)((key << _bits) >> 32);
        var end = _index[place + 1];
        for (var i = _index[place]; i < end; i++)
        {
            var record = _records[i];
            var other = (uint)(record >> 32);
            if (other >= rest)
            {
                if (other > rest)
                {
                    return;
                }

                into.Add((uint)record);
            }
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>The size in bytes of an index over this many bits, padded to whole records.</summary>
    internal static long IndexBytes(int bits) => ((1L << bits) + 2) * sizeof(uint);
}
