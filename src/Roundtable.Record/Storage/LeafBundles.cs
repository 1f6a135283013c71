using System.Buffers;
using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The leaves of a log: those after the last full bundle in memory, the others in their bundle files. One thread appends, any thread may read.
/// </summary>
internal sealed class LeafBundles(TileFiles files, StagedTiles staged)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _open = new(1 << 16);
    private long _openIndex;

    /// <summary>Loads the partial bundle at the end of a log of this size.</summary>
    /// <exception cref="DamagedLogException">When it is damaged.</exception>
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

    /// <summary>Appends leaves and stages tiles and bundles that become full.</summary>
    /// <param name="leaves">The leaves' bytes.</param>
    /// <param name="hashes">Their concatenated RFC 6962 leaf hashes.</param>
    /// <param name="tree">Receives the hashes.</param>
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

    /// <summary>Stages the partial tiles and the partial bundle that a checkpoint of the tree requires.</summary>
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

    /// <summary>The leaves from an index to the end of a log of this size.</summary>
    /// <exception cref="DamagedLogException">When a bundle is damaged.</exception>
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

        // The partial bundle first: it is durable, while the full one may be a leftover of a crash.
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
