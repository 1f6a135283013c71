using System.Runtime.InteropServices;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Blocks;

/// <summary>
/// The keys by which the rows of a block are held against all others: one for equal texts, one for each band of a signature. On disk they stand
/// ordered by their upper 12 bits, so that whoever gathers the keys of all blocks reads a stretch of each file and no more.
/// </summary>
internal sealed class BlockKeys
{
    /// <summary>How many bits of a key say where it stands.</summary>
    public const int PartitionBits = 12;

    private readonly ulong[] _bands = new ulong[Bands.Count];
    private readonly List<RowKey> _keys = [];

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Forgets all keys.</summary>
    public void Clear() => _keys.Clear();

    /// <summary>Adds the key of a text as it is.</summary>
    public void AddExact(UInt128 hash, int row) => _keys.Add(new RowKey(RowKey.Exact(hash), row));

    /// <summary>Adds the keys of a signature.</summary>
    public void AddBands(ReadOnlySpan<uint> signature, int row)
    {
        Bands.Keys(signature, _bands);
        foreach (var key in _bands)
        {
            _keys.Add(new RowKey(RowKey.Band(key), row));
        }
    }

    /// <summary>Writes the keys.</summary>
    public void Write(string path)
    {
        var keys = CollectionsMarshal.AsSpan(_keys);
        var ends = new int[1 << PartitionBits];
        foreach (var key in keys)
        {
            ends[key.Partition]++;
        }

        for (var i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        var ordered = new RowKey[keys.Length];
        var at = (int[])ends.Clone();
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            ordered[--at[keys[i].Partition]] = keys[i];
        }

        var scratch = path + ".part";
        using (var file = new FileStream(scratch, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            file.Write(MemoryMarshal.AsBytes(ends.AsSpan()));
            file.Write(MemoryMarshal.AsBytes(ordered.AsSpan()));
        }

        File.Move(scratch, path, overwrite: true);
    }
}
