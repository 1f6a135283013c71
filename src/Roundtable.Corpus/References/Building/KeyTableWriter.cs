using System.Numerics;
using System.Runtime.InteropServices;

namespace Roundtable.Corpus.References.Building;

/// <summary>Writes a <see cref="KeyTable"/> of any size in little memory: records are partitioned on disk by their upper bits, and partitions sorted.</summary>
internal sealed class KeyTableWriter : IDisposable
{
    private const int PartBits = 8;
    private const int PerBucket = 8;
    private const int Buffered = 1 << 12;

    // A key that occurs in more texts does not distinguish any of them.
    private const int MaxRecordsPerKey = 32;

    private readonly string _path;
    private readonly (ulong Key, uint Value)[][] _buffers = new (ulong, uint)[1 << PartBits][];
    private readonly int[] _counts = new int[1 << PartBits];
    private readonly FileStream?[] _parts = new FileStream?[1 << PartBits];
    private long _count;

    public KeyTableWriter(string path) => _path = path;

    /// <summary>Adds a record.</summary>
    public void Add(ulong key, uint value)
    {
        var part = (int)(key >> (64 - PartBits));
        var buffer = _buffers[part] ??= new (ulong, uint)[Buffered];
        buffer[_counts[part]++] = (key, value);
        _count++;
        if (_counts[part] == Buffered)
        {
            Flush(part);
        }
    }

    /// <summary>Writes the table.</summary>
    public void Complete(CancellationToken cancellation)
    {
        var bits = Math.Clamp(BitOperations.Log2((ulong)Math.Max(1, _count / PerBucket)) + 1, PartBits, 30);
        var index = new uint[KeyTable.IndexBytes(bits) / sizeof(uint)];
        long written = 0;
        using var table = new FileStream(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        table.Position = KeyTable.HeadBytes + KeyTable.IndexBytes(bits);
        for (var part = 0; part < _parts.Length; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            var records = Records(part);
            var packed = new ulong[records.Length];
            var kept = 0;
            var (last, same) = (0UL, 0);
            foreach (var (key, value) in records)
            {
                same = kept > 0 && key == last ? same + 1 : 0;
                last = key;
                if (same < MaxRecordsPerKey)
                {
                    packed[kept++] = (((key << bits) >> 32) << 32) | value;
                    index[(key >> (64 - bits)) + 1] = checked((uint)(written + kept));
                }
            }

            table.Write(MemoryMarshal.AsBytes(packed.AsSpan(0, kept)));
            written += kept;
        }

        for (var i = 1; i < index.Length; i++)
        {
            index[i] = Math.Max(index[i], index[i - 1]);
        }

        table.Position = 0;
        table.Write(MemoryMarshal.AsBytes((ReadOnlySpan<ulong>)[KeyTable.Magic, (ulong)written, (ulong)bits]));
        table.Write(MemoryMarshal.AsBytes(index.AsSpan()));
    }

    public void Dispose()
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i] is { } part)
            {
                part.Dispose();
                File.Delete(part.Name);
                _parts[i] = null;
            }
        }
    }

    private (ulong Key, uint Value)[] Records(int part)
    {
        Span<(ulong Key, uint Value)> buffered = _counts[part] > 0 ? _buffers[part].AsSpan(0, _counts[part]) : [];
        if (_parts[part] is not { } file)
        {
            var few = buffered.ToArray();
            Array.Sort(few);
            return few;
        }

        var size = System.Runtime.CompilerServices.Unsafe.SizeOf<(ulong, uint)>();
        var records = new (ulong Key, uint Value)[(file.Length / size) + buffered.Length];
        file.Position = 0;
        file.ReadExactly(MemoryMarshal.AsBytes(records.AsSpan(0, (int)(file.Length / size))));
        buffered.CopyTo(records.AsSpan((int)(file.Length / size)));
        Array.Sort(records);
        return records;
    }

    private void Flush(int part)
    {
        var file = _parts[part] ??= new FileStream($"{_path}.{part:D3}", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 0);
        file.Write(MemoryMarshal.AsBytes(_buffers[part].AsSpan(0, _counts[part])));
        _counts[part] = 0;
    }
}
