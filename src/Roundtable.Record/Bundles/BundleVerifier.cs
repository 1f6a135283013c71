using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Bundles;

/// <summary>
/// Verifies a bundle on its own: the tree and its tiles, recomputed from the entries, the signature, and that a leaf commits to every included
/// content. Needs no database, no network and no configuration.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Verifies a bundle.</summary>
    /// <param name="file">The bundle, a seekable stream.</param>
    /// <param name="keys">The trusted keys; empty to accept the bundle's own keys, which the reader must then check.</param>
    /// <param name="from">A previously kept checkpoint with which the log must be consistent; null for none.</param>
    /// <param name="cancellation">Cancels the verification.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <param name="progress">Receives the number of leaves verified so far; null for none.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public static Verification Verify(
        Stream file,
        IReadOnlyList<VerifierKey> keys,
        Checkpoint? from,
        CancellationToken cancellation,
        TrustPolicy? policy = null,
        IProgress<long>? progress = null)
    {
        TreeVerifier? tree = null;
        var counts = (Contents: 0L, Simulated: 0L);
        DamagedLogException? damage = null;
        try
        {
            var bundle = BundleReader.Open(file);
            tree = new TreeVerifier(bundle, keys, policy);
            _ = VerifierKey.ParseList(System.Text.Encoding.UTF8.GetString(bundle.Read(LogKeys.PublicName) ?? []));
            counts = Check(bundle, tree, from, progress, cancellation);
        }
        catch (DamagedLogException e)
        {
            damage = e;
        }
        catch (FormatException e)
        {
            damage = new DamagedLogException("bundle", null, null, e.Message.TrimEnd('.'));
        }

        return new Verification(tree?.Size ?? 0, tree?.Root ?? default, counts.Contents, 0, counts.Simulated, tree?.Checkpoint?.SignedBy, damage)
        {
            CosignedBy = tree?.CosignedBy,
        };
    }

    private static (long Contents, long Simulated) Check(
        BundleReader bundle, TreeVerifier tree, Checkpoint? from, IProgress<long>? progress, CancellationToken cancellation)
    {
        var unreferenced = bundle.Contents.ToHashSet();
        var contents = unreferenced.Count;
        var (index, simulated) = (0L, 0L);
        foreach (var entry in tree.Leaves(null))
        {
            cancellation.ThrowIfCancellationRequested();
            simulated += Read(bundle, index++, entry.Span, unreferenced).Simulated ? 1 : 0;
            progress?.Report(index);
        }

        string[] names = [ILogResources.Checkpoint, LogKeys.PublicName];
        var expected = TilePath.Of(tree.Size).Select(t => t.ToString()).Concat(names).ToHashSet(StringComparer.Ordinal);
        var unexpected = bundle.Names.FirstOrDefault(n => !expected.Contains(n) && !n.StartsWith(BundleReader.ContentPrefix, StringComparison.Ordinal));
        if (unexpected is not null)
        {
            throw new DamagedLogException(unexpected, null, null, "unexpected file: a log of this size does not have it");
        }

        if (unreferenced.Count > 0)
        {
            var path = BundleReader.ContentPrefix + unreferenced.First();
            throw new DamagedLogException(path, null, null, "no leaf that is opened in this bundle commits to this content");
        }

        if (from is not null)
        {
            // The tree has been recomputed; what remains is its consistency with the kept checkpoint.
            foreach (var _ in new TreeVerifier(bundle, [tree.Checkpoint!.SignedBy!]).Leaves(from))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return (contents, simulated);
    }

    private static Leaf Read(BundleReader bundle, long index, ReadOnlySpan<byte> entry, HashSet<Digest> unreferenced)
    {
        try
        {
            var leaf = Leaf.Parse(entry);
            if (leaf.OpenedBy is { } openings && bundle.Content(openings) is { } document)
            {
                leaf = leaf.Open(Openings.Read(document));
            }

            foreach (var (_, digest) in leaf.Contents())
            {
                if (unreferenced.Remove(digest))
                {
                    bundle.Content(digest);
                }
            }

            return leaf;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new DamagedLogException("bundle", null, index, e.Message.TrimEnd('.'));
        }
    }
}
