using System.IO.Hashing;
using System.Runtime.InteropServices;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Blocks;

/// <summary>
/// Keys by which the rows of a block are compared with all others. On disk they are ordered by their upper 12 bits, so that a reader of the
/// keys of all blocks reads only one partition of each file: the ends of the 4,096 partitions, then the keys, then their rows.
/// </summary>
/// <typeparam name="TKey">Integers of 64 or 128 bits.</typeparam>
/// <param name="partition">The upper 12 bits of a key.</param>
internal sealed class BlockKeys<TKey>(Func<TKey, int> partition)
    where TKey : unmanaged
{
    private readonly List<TKey> _keys = [];
    private readonly List<int> _rows = [];

    /// <summary>Removes all keys.</summary>
    public void Clear()
    {
        _keys.Clear();
        _rows.Clear();
    }

    /// <summary>Adds a key of a row.</summary>
    public void Add(TKey key, int row)
    {
        _keys.Add(key);
        _rows.Add(row);
    }

    /// <summary>Adds several keys of a row.</summary>
    public void Add(ReadOnlySpan<TKey> keys, int row)
    {
        _keys.AddRange(keys);
        foreach (var _ in keys)
        {
            _rows.Add(row);
        }
    }

    /// <summary>Writes the keys.</summary>
    /// <returns>XXH3 of the file.</returns>
    public UInt128 Write(string path)
    {
        var keys = CollectionsMarshal.AsSpan(_keys);
        var ends = new int[KeyPartitions.Count];
        var stretches = new ushort[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            stretches[i] = (ushort)partition(keys[i]);
            ends[stretches[i]]++;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        var at = (int[])ends.Clone();
        var (ordered, rows) = (new TKey[keys.Length], new int[keys.Length]);
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            var place = --at[stretches[i]];
            (ordered[place], rows[place]) = (keys[i], _rows[i]);
        }

        var hash = new XxHash128();
        WorkFile.Write(path, file =>
        {
            Write(file, hash, MemoryMarshal.AsBytes(ends.AsSpan()));
            Write(file, hash, MemoryMarshal.AsBytes(ordered.AsSpan()));
            Write(file, hash, MemoryMarshal.AsBytes(rows.AsSpan()));
        }, isShared: true);
        return hash.GetCurrentHashAsUInt128();
    }
    private static void Write(FileStream file, XxHash128 hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.Append(bytes);
    }
}
