using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;

namespace Roundtable.Record.Bundles;

/// <summary>
/// Writes a log to one file that verifies by itself: the signed checkpoint, the keys, every tile and entry, and the contents of those leaves whose
/// contents were chosen to be shown. docs/formats/bundle.md has the bytes.
/// </summary>
public static class BundleWriter
{
    /// <summary>Writes the log of a store as its published checkpoint has it.</summary>
    /// <param name="store">Where the log is kept.</param>
    /// <param name="shown">Whether a leaf's openings and contents go along.</param>
    /// <param name="destination">Receives the bundle.</param>
    /// <param name="cancellation">Stops; what was written is no bundle.</param>
    /// <param name="progress">Told now and then how many leaves were read; null when nobody wants to know.</param>
    /// <returns>The checkpoint, and how many contents went along.</returns>
    /// <exception cref="DamagedLogException">When the log is not what was written.</exception>
    public static (Checkpoint Checkpoint, long Contents) Write(LogStore store, Func<LoggedLeaf, bool> shown, Stream destination, CancellationToken cancellation, IProgress<long>? progress = null)
    {
        var verifier = new TreeVerifier(store, []);
        var wanted = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        long index = 0;
        foreach (var entry in verifier.Leaves(null))
        {
            cancellation.ThrowIfCancellationRequested();
            var leaf = RecordLog.ReadLeaf(store, index, entry.Span);
            if (shown(new LoggedLeaf(index, new Digest(Merkle.MerkleTree.LeafHash(entry.Span)), leaf)))
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

            // A bundle that has become wider since the checkpoint is cut to what the checkpoint speaks of.
            var bytes = store.Read(tile.ToString()) ?? store.Read(tile.Full.ToString())!;
            return bytes[..EntryBundle.Read(bytes, tile.Width, mayHaveMore: true).Sum(e => EntryBundle.PrefixLength + e.Length)];
        }
    }
}
