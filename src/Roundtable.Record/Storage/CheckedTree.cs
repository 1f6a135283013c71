using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>Loads the tree of a checkpoint and verifies its root.</summary>
public static class CheckedTree
{
    /// <summary>Loads the tree of a log and checks that its right edge yields the checkpoint's root.</summary>
    /// <exception cref="DamagedLogException">When it does not.</exception>
    public static TileTree Load(Checkpoint checkpoint, ILogResources resources) => Load(checkpoint, path => TileTree.ReadTile(resources, path));

    /// <summary>As above, with tiles from a function.</summary>
    /// <exception cref="DamagedLogException">When it does not.</exception>
    public static TileTree Load(Checkpoint checkpoint, Func<TilePath, byte[]?> read)
    {
        try
        {
            var tree = TileTree.Load(checkpoint.Size, read);
            var root = new Digest(tree.Root());
            return root == checkpoint.Root
                ? tree
                : throw new FormatException($"their root is {root}, but the checkpoint states {checkpoint.Root}");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException("tile", null, null, $"the tiles do not match the checkpoint of {checkpoint.Size} leaves: {e.Message}");
        }
    }
}
