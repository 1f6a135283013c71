using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Upgrades a data directory of layout version 1, with all leaves in the file <c>log/leaves</c>, to tiles. The leaves keep their bytes and indices;
/// the old file is removed once a signed checkpoint covers all of them.
/// </summary>
internal static class LogUpgrade
{
    private const int PrefixLength = 2;

    /// <summary>Upgrades the directory if it has the old layout.</summary>
    /// <exception cref="DamagedLogException">When the old leaves do not match their checkpoint; nothing is changed then.</exception>
    public static void Run(string directory, LogOptions options, StorageSettings settings)
    {
        if (!settings.Disk.FileExists(OldPath(directory)))
        {
            return;
        }

        using var taken = DirectoryLock.Take(directory, settings.Disk);
        var old = ReadOld(directory, settings.Disk);
        var leaves = Read(directory, old, settings.Disk);
        var tiles = new TileFiles(LogLayout.Log(directory), settings);
        var staged = new StagedTiles(tiles, settings);
        var bundles = new LeafBundles(tiles, staged);
        var tree = TileTree.Load(0, _ => null);
        bundles.Append(leaves.ToArray(), LeafHashes.Of(leaves.ToArray()), tree);
        bundles.StageEdge(tree);
        staged.Write();
        tiles.Flush();
        var keys = LogKeys.Open(directory, writable: true, options, settings.Disk);
        settings.Disk.Replace(tiles.PathOf(ILogResources.Checkpoint), keys.Sign(new Checkpoint(old.Origin, tree.Size, new Digest(tree.Root()))).ToBytes());
        keys.Publish();
        settings.Disk.Delete(OldPath(directory));
    }

    /// <summary>Rejects reading a directory that has not been upgraded.</summary>
    /// <exception cref="DamagedLogException">When the directory has the old layout.</exception>
    public static void ThrowIfDue(string directory, IDisk disk)
    {
        if (disk.FileExists(OldPath(directory)))
        {
            throw new DamagedLogException(
                OldPath(directory),
                null,
                null,
                "the log has the layout of an earlier version; any verb that writes to it upgrades it, such as 'roundtable log checkpoint'");
        }
    }

    /// <summary>The origin of a log with the old layout; null if there is none.</summary>
    public static string? Origin(string directory, IDisk disk) => disk.FileExists(OldPath(directory)) ? ReadOld(directory, disk).Origin : null;

    private static string OldPath(string directory) => Path.Combine(LogLayout.Log(directory), "leaves");

    /// <summary>The old checkpoint, which may have been unsigned.</summary>
    private static Checkpoint ReadOld(string directory, IDisk disk)
    {
        var path = Path.Combine(LogLayout.Log(directory), ILogResources.Checkpoint);
        try
        {
            var bytes = disk.Read(path) ?? throw new FormatException("the file is missing");
            return bytes.AsSpan().IndexOf("\n\n"u8) < 0 ? Checkpoint.Parse(bytes)
                : SignedNote.Parse(bytes) is var note && LogKeys.ReadPublic(directory, disk) is var keys && (keys.Count == 0 || keys.Any(note.IsSignedBy))
                    ? Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text))
                    : throw new FormatException("the checkpoint is not signed by any of the log's keys");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, e.Message.TrimEnd('.'));
        }
    }

    private static List<ReadOnlyMemory<byte>> Read(string directory, Checkpoint checkpoint, IDisk disk)
    {
        var bytes = disk.Read(OldPath(directory))!;
        var leaves = new List<ReadOnlyMemory<byte>>();
        var edge = new CompactRange();
        var root = checkpoint.Size == 0 ? new Digest(edge.Root()) : default;
        for (var offset = 0; offset + PrefixLength <= bytes.Length;)
        {
            var length = (bytes[offset] << 8) | bytes[offset + 1];
            if (length == 0 || offset + PrefixLength + length > bytes.Length)
            {
                break; // torn by a crash, and never acknowledged
            }

            var leaf = bytes[(offset + PrefixLength)..(offset + PrefixLength + length)];
            edge.Append(MerkleTree.LeafHash(leaf));
            leaves.Add(leaf);
            offset += PrefixLength + length;
            root = edge.Size == checkpoint.Size ? new Digest(edge.Root()) : root;
        }

        return root == checkpoint.Root
            ? leaves
            : throw new DamagedLogException(
                OldPath(directory), null, null, $"its first {checkpoint.Size} leaves do not have the root {checkpoint.Root} that the checkpoint states");
    }
}
