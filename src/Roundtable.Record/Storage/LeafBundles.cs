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

    /// <summary>Takes in leaves; what becomes full is staged.</summary>
    /// <param name="leaves">Their bytes.</param>
    /// <param name="hashes">Their RFC 6962 leaf hashes side by side.</param>
    /// <param name="tree">Takes in the hashes.</param>
    public void Append(ReadOnlySpan<ReadOnlyMemory<byte>> leaves, ReadOnlySpan<byte> hashes, TileTree tree)
    {
        while (leaves.Length > 0)
        {
            var count = (int)Math.Min(leaves.Length, TilePath.FullWidth - (tree.Size % TilePath.FullWidth));
            lock (_gate)
            {
                foreach (var leaf in leaves[..count])
                {
                    Add(leaf.Span);
                }

                tree.Append(hashes[..(count * Digest.Length)], staged.Stage);
                if (tree.Size % TilePath.FullWidth == 0)
                {
                    staged.Stage(TilePath.Entries(_openIndex++), _open.WrittenSpan);
                    _open.ResetWrittenCount();
                }
            }

            leaves = leaves[count..];
            hashes = hashes[(count * Digest.Length)..];
        }
    }

    /// <summary>Stages the partial tiles and the partial bundle that a checkpoint of the tree demands.</summary>
    public void StageEdge(TileTree tree)
    {
        foreach (var (tile, hashes) in tree.Edge())
        {
            staged.Stage(tile, hashes);
        }

        if (TilePath.WidthAt(tree.Size, 0, _openIndex) is > 0 and var width)
        {
            staged.Stage(TilePath.Entries(_openIndex, width), _open.WrittenSpan);
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
