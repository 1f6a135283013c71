using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;

namespace Roundtable.Record.Bundles;

/// <summary>
/// Writes a log to a self-contained, verifiable file: the signed checkpoint, the keys, all tiles and entries, and the contents of the leaves that were
/// selected for disclosure. docs/formats/bundle.md specifies the format.
/// </summary>
public static class BundleWriter
{
    /// <summary>Writes the log of a store at its published checkpoint.</summary>
    /// <param name="store">The log's store.</param>
    /// <param name="include">Whether a leaf's openings and contents are included.</param>
    /// <param name="destination">Receives the bundle.</param>
    /// <param name="cancellation">Cancels; what was written then is not a bundle.</param>
    /// <param name="progress">Receives the number of leaves read so far; null for none.</param>
    /// <returns>The checkpoint, and the number of contents included.</returns>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    public static (Checkpoint Checkpoint, long Contents) Write(
        LogStore store, Func<LoggedLeaf, bool> include, Stream destination, CancellationToken cancellation, IProgress<long>? progress = null)
    {
        var verifier = new TreeVerifier(store, []);
        var wanted = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        long index = 0;
        foreach (var entry in verifier.Leaves(null))
        {
            cancellation.ThrowIfCancellationRequested();
            var leaf = RecordLog.ReadLeaf(store, index, entry.Span);
            if (include(new LoggedLeaf(index, new Digest(MerkleTree.LeafHash(entry.Span)), leaf)))
            {
                foreach (var (_, digest) in leaf.Contents())
                {
                    wanted.TryAdd(digest.ToString(), digest);
                }
            }

            index++;
            progress?.Report(index);
        }

        var checkpoint = verifier.Checkpoint!;
        Put(ILogResources.Checkpoint, checkpoint.Note.ToBytes());
        Put(LogKeys.PublicName, store.Read(LogKeys.PublicName)!);
        foreach (var tile in TilePath.Of(checkpoint.Checkpoint.Size))
        {
            cancellation.ThrowIfCancellationRequested();
            Put(tile.ToString(), Exactly(tile));
        }

        long contents = 0;
        foreach (var (name, digest) in wanted)
        {
            if (store.Content(digest) is { } content)
            {
                Put(BundleReader.ContentPrefix + name, content);
                contents++;
            }
        }

        destination.Write(new byte[Archive.EndBytes]);
        return (checkpoint.Checkpoint, contents);

        void Put(string name, ReadOnlySpan<byte> bytes)
        {
            destination.Write(Archive.Header(name, bytes.Length));
            destination.Write(bytes);
            destination.Write(new byte[Archive.Padding(bytes.Length)]);
        }

        byte[] Exactly(TilePath tile)
        {
            if (!tile.IsEntries)
            {
                return TileTree.ReadTile(store, tile)![..(tile.Width * Digest.Length)];
            }

            // A bundle that has grown since the checkpoint is truncated to the entries that the checkpoint covers.
            var bytes = store.Read(tile.ToString()) ?? store.Read(tile.Full.ToString())!;
            return bytes[..EntryBundle.Read(bytes, tile.Width, mayHaveMore: true).Sum(e => EntryBundle.PrefixLength + e.Length)];
        }
    }
}
