using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Blocks;

/// <summary>Some partitions of one block's keys, in memory.</summary>
internal sealed class KeySlice<TKey>
    where TKey : unmanaged
{
    private readonly int[] _ends;
    private readonly TKey[] _keys;
    private readonly int[] _rows;

    private KeySlice(int[] ends, TKey[] keys, int[] rows) => (_ends, _keys, _rows) = (ends, keys, rows);

    /// <summary>Reads consecutive partitions.</summary>
    /// <param name="path">The block's file.</param>
    /// <param name="first">The first partition.</param>
    /// <param name="after">The partition after the last.</param>
    /// <exception cref="InvalidDataException">The file is truncated.</exception>
    public static KeySlice<TKey> Read(string path, int first, int after)
    {
        using var file = File.OpenHandle(path);
        var ends = new int[KeyPartitions.Count];
        WorkFile.Fill(file, MemoryMarshal.AsBytes(ends.AsSpan()), 0, path);
        var (from, to) = (first == 0 ? 0 : ends[first - 1], ends[after - 1]);
        var (keys, rows) = (new TKey[to - from], new int[to - from]);
        long head = ends.Length * sizeof(int);
        WorkFile.Fill(file, MemoryMarshal.AsBytes(keys.AsSpan()), head + ((long)from * Unsafe.SizeOf<TKey>()), path);
        WorkFile.Fill(file, MemoryMarshal.AsBytes(rows.AsSpan()), head + ((long)ends[^1] * Unsafe.SizeOf<TKey>()) + ((long)from * sizeof(int)), path);
        return new KeySlice<TKey>([0, .. ends[first..after].Select(e => e - from)], keys, rows);
    }

    /// <summary>Copies one of the partitions.</summary>
    /// <param name="stretch">Its index, from 0.</param>
    /// <param name="first">The index of the block's first row among all rows.</param>
    /// <param name="keys">The destination of the keys.</param>
    /// <param name="rows">The destination of the rows' indexes.</param>
    /// <returns>The number of keys.</returns>
    public int Copy(int stretch, long first, Span<TKey> keys, Span<long> rows)
    {
        var (from, count) = (_ends[stretch], _ends[stretch + 1] - _ends[stretch]);
        _keys.AsSpan(from, count).CopyTo(keys);
        for (var i = 0; i < count; i++)
        {
            rows[i] = first + _rows[from + i];
        }

        return count;
    }
}
