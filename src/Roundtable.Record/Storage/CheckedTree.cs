using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>Loads the tree that a checkpoint speaks of.</summary>
public static class CheckedTree
{
    /// <summary>The tree of a log, after its right edge was found to have the checkpoint's root.</summary>
    /// <exception cref="DamagedLogException">When it has not.</exception>
    public static TileTree Load(Checkpoint checkpoint, ILogResources resources) => Load(checkpoint, path => TileTree.ReadTile(resources, path));

    /// <summary>As the other, for tiles that are given in another way.</summary>
    /// <exception cref="DamagedLogException">When it has not.</exception>
    public static TileTree Load(Checkpoint checkpoint, Func<TilePath, byte[]?> read)
    {
        try
        {
            var tree = TileTree.Load(checkpoint.Size, read);
            var root = new Digest(tree.Root());
            return root == checkpoint.Root
                ? tree
                : throw new FormatException($"they have the root {root}, but the checkpoint says {checkpoint.Root}");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException("tile", null, null, $"the tiles of the checkpoint's {checkpoint.Size} leaves are not what they were: {e.Message}");
        }
    }
}
