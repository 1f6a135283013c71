using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Bundles;

/// <summary>
/// Checks a bundle by itself: the tree and its tiles from the entries, the signature, and that every content which went along is one that
/// a leaf commits to. Needs no database, no network and no configuration.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Checks a bundle.</summary>
    /// <param name="file">The bundle, which can be sought in.</param>
    /// <param name="keys">The keys that may have signed; none where the bundle's own are to be shown to the reader.</param>
    /// <param name="from">A checkpoint that the verifier kept and that this log must contain; null where there is none.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <param name="policy">The witnesses that must have cosigned; null where none must.</param>
    /// <param name="progress">Told now and then how many leaves are checked; null when nobody wants to know.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public static Verification Verify(Stream file, IReadOnlyList<VerifierKey> keys, Checkpoint? from, CancellationToken cancellation, TrustPolicy? policy = null, IProgress<long>? progress = null)
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

        return new Verification(tree?.Size ?? 0, tree?.Root ?? default, counts.Contents, 0, counts.Simulated, tree?.Checkpoint?.SignedBy, damage);
    }

    private static (long Contents, long Simulated) Check(BundleReader bundle, TreeVerifier tree, Checkpoint? from, IProgress<long>? progress, CancellationToken cancellation)
    {
        var unnamed = bundle.Contents.ToHashSet();
        var contents = unnamed.Count;
        var (index, simulated) = (0L, 0L);
        foreach (var entry in tree.Leaves(null))
        {
            cancellation.ThrowIfCancellationRequested();
            simulated += Read(bundle, index++, entry.Span, unnamed).Simulated ? 1 : 0;
            progress?.Report(index);
        }

        var names = TilePath.Of(tree.Size).Select(t => t.ToString()).Append(ILogResources.Checkpoint).Append(LogKeys.PublicName).ToHashSet(StringComparer.Ordinal);
        var stranger = bundle.Names.FirstOrDefault(n => !names.Contains(n) && !n.StartsWith(BundleReader.ContentPrefix, StringComparison.Ordinal));
        if (stranger is not null)
        {
            throw new DamagedLogException(stranger, null, null, "no log of this size has such a file");
        }

        if (unnamed.Count > 0)
        {
            throw new DamagedLogException(BundleReader.ContentPrefix + unnamed.First(), null, null, "no leaf that is opened here commits to this content");
        }

        if (from is not null)
        {
            // The whole tree was just recomputed; what is left is that it contains what the verifier kept.
            foreach (var _ in new TreeVerifier(bundle, [tree.Checkpoint!.SignedBy!]).Leaves(from))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return (contents, simulated);
    }

    private static Leaf Read(BundleReader bundle, long index, ReadOnlySpan<byte> entry, HashSet<Digest> unnamed)
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
                if (unnamed.Remove(digest))
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
