using System.Buffers;
using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>The leaves of a log in files: those after the last full bundle in memory, the others in their bundles. One thread appends, any may read.</summary>
internal sealed class LeafBundles(TileFiles files, StagedTiles staged)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _open = new(1 << 16);
    private long _openIndex;

    /// <summary>The bytes of the bundle that is not full.</summary>
    public ReadOnlySpan<byte> Open => _open.WrittenSpan;

    /// <summary>Reads the bundle at the end of a log of this size.</summary>
    /// <exception cref="DamagedLogException">When it is not what it should be.</exception>
    public void Load(long size)
    {
        _openIndex = size / TilePath.FullWidth;
        if (TilePath.WidthAt(size, 0, _openIndex) is > 0 and var width)
        {
            foreach (var entry in Bundle(_openIndex, width))
            {
                Add(entry.Span);
            }
        }
    }

    /// <summary>Takes in leaves and their hashes; what becomes full is staged.</summary>
    public void Append(IReadOnlyList<(byte[] Bytes, Digest Hash)> leaves, TileTree tree)
    {
        for (var done = 0; done < leaves.Count;)
        {
            var count = (int)Math.Min(leaves.Count - done, TilePath.FullWidth - (tree.Size % TilePath.FullWidth));
            var hashes = new byte[count * Digest.Length];
            lock (_gate)
            {
                for (var i = 0; i < count; i++)
                {
                    Add(leaves[done + i].Bytes);
                    leaves[done + i].Hash.CopyTo(hashes.AsSpan(i * Digest.Length));
                }

                tree.Append(hashes, staged.Stage);
                if (tree.Size % TilePath.FullWidth == 0)
                {
                    staged.Stage(TilePath.Entries(_openIndex++), _open.WrittenSpan);
                    _open.ResetWrittenCount();
                }
            }

            done += count;
        }
    }

    /// <summary>The leaves from an index on, in a log of this size.</summary>
    /// <exception cref="DamagedLogException">When a bundle is not what it should be.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Read(long from, long size)
    {
        for (var index = from / TilePath.FullWidth; from < size; index++)
        {
            var width = TilePath.WidthAt(size, 0, index);
            foreach (var entry in Bundle(index, width).Skip((int)(from % TilePath.FullWidth)))
            {
                yield return entry;
                from++;
            }
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Bundle(long index, int width)
    {
        var path = TilePath.Entries(index, width);
        byte[]? bytes = null;
        lock (_gate)
        {
            bytes = index == _openIndex && _open.WrittenCount > 0 ? _open.WrittenSpan.ToArray() : null;
        }

        // The narrower one first: it is durable, where the full one may be what a crash left.
        bytes ??= staged.Read(path) ?? staged.Read(path.Full);
        try
        {
            return bytes is null ? throw new FormatException("the file is missing") : EntryBundle.Read(bytes, width, mayHaveMore: !path.IsFull);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(files.PathOf(path.ToString()), null, index * TilePath.FullWidth, e.Message);
        }
    }

    private void Add(ReadOnlySpan<byte> entry) =>
        _open.Advance(EntryBundle.Write(_open.GetSpan(EntryBundle.PrefixLength + entry.Length), entry));
}
