using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Verifying;

/// <summary>
/// Verifies the public half of a log without trusting any of it: recomputes each leaf hash from its entry, each tile from the level below and the
/// root from all of them, and compares them with the served tiles, the signed checkpoint and a previously kept checkpoint.
/// </summary>
/// <param name="resources">The log's resources.</param>
/// <param name="keys">The trusted keys; empty to accept the log's own keys.</param>
/// <param name="policy">The required witnesses; null for none.</param>
public sealed class TreeVerifier(ILogResources resources, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy = null)
{
    private TileTree _tree = TileTree.Load(0, _ => null);

    /// <summary>Number of leaves verified so far, including those before the kept checkpoint.</summary>
    public long Size => _tree.Size;

    /// <summary>RFC 6962 root hash over them.</summary>
    public Digest Root => new(_tree.Root());

    /// <summary>The checkpoint; null until it has been read.</summary>
    public SignedCheckpoint? Checkpoint { get; private set; }

    /// <summary>Names of the policy's witnesses that cosigned the checkpoint; null until it has been read, or where there is no policy.</summary>
    public IReadOnlyList<string>? CosignedBy => Checkpoint is { } read ? policy?.Cosigners(read.Note) : null;

    /// <summary>Verifies the log and returns each leaf's bytes once its hash has been verified.</summary>
    /// <param name="from">A previously kept checkpoint, whose leaves are not read again; null for the whole log.</param>
    /// <exception cref="DamagedLogException">With the first problem found.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Leaves(Checkpoint? from)
    {
        Checkpoint = ReadCheckpoint(resources, keys);
        if (policy?.IsCosigned(Checkpoint.Note) == false)
        {
            throw new DamagedLogException(ILogResources.Checkpoint, null, null, $"the checkpoint {TrustPolicy.Shortfall}");
        }

        var checkpoint = Checkpoint.Checkpoint;
        if (from is not null)
        {
            StartFrom(from, checkpoint);
        }

        while (_tree.Size < checkpoint.Size)
        {
            var index = _tree.Size / TilePath.FullWidth;
            var path = TilePath.Entries(index, TilePath.WidthAt(checkpoint.Size, 0, index));
            var entries = ReadBundle(path);
            var fresh = entries.Skip((int)(_tree.Size % TilePath.FullWidth)).ToArray();
            var hashes = LeafHashes.Of(fresh);

            var first = _tree.Size;
            _tree.Append(hashes, (tile, computed) => Compare(tile, computed, first));
            foreach (var entry in fresh)
            {
                yield return entry;
            }
        }

        foreach (var (tile, computed) in _tree.Edge())
        {
            Compare(tile, computed, null);
        }

        if (Root != checkpoint.Root)
        {
            throw new DamagedLogException(
                ILogResources.Checkpoint, null, null, $"the {checkpoint.Size} leaves of the checkpoint have the root {Root}, but it states {checkpoint.Root}");
        }
    }

    /// <summary>Reads a checkpoint and determines its signer.</summary>
    /// <param name="resources">The log's resources.</param>
    /// <param name="keys">The trusted keys; empty to accept the log's own keys.</param>
    /// <exception cref="DamagedLogException">When there is no checkpoint, or it is not signed by any of the keys.</exception>
    public static SignedCheckpoint ReadCheckpoint(ILogResources resources, IReadOnlyList<VerifierKey> keys)
    {
        try
        {
            var bytes = resources.Read(ILogResources.Checkpoint) ?? throw new FormatException("there is no checkpoint");
            var signed = SignedCheckpoint.Parse(bytes);
            var trusted = keys.Count > 0 ? keys : VerifierKey.ParseList(System.Text.Encoding.UTF8.GetString(resources.Read(LogKeys.PublicName) ?? []));
            return trusted.Where(k => k.Name == signed.Checkpoint.Origin).FirstOrDefault(signed.Note.IsSignedBy) is { } signer
                ? signed with { SignedBy = signer }
                : throw new FormatException($"the checkpoint is not signed by any {(keys.Count > 0 ? "trusted key" : "of the log's keys")}");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(ILogResources.Checkpoint, null, null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Starts after the leaves of the kept checkpoint, once the tiles have been found to yield its root.</summary>
    private void StartFrom(Checkpoint from, Checkpoint now)
    {
        if (from.Origin != now.Origin)
        {
            throw Damage($"the kept checkpoint belongs to another log, {from.Origin}; this log is {now.Origin}");
        }

        if (from.Size > now.Size)
        {
            throw Damage($"the log was rolled back: it has {now.Size} leaves, but the kept checkpoint has {from.Size}");
        }

        if (from.Size == now.Size && from.Root != now.Root)
        {
            throw Damage($"the log was forked (split view): two checkpoints of {now.Size} leaves have the roots {from.Root} and {now.Root}");
        }

        try
        {
            // A narrower tile of that time may have been replaced by a wider one, which starts with the same hashes.
            _tree = TileTree.Load(from.Size, path => TileTree.ReadTile(resources, path)
                ?? resources.Read(TilePath.Hashes(path.Level, path.Index, TilePath.WidthAt(now.Size, path.Level, path.Index)).ToString()));
        }
        catch (FormatException e)
        {
            throw Damage($"the tree of the kept checkpoint's {from.Size} leaves cannot be read: {e.Message}");
        }

        if (Root != from.Root)
        {
            throw Damage($"the log was rewritten: its first {from.Size} leaves have the root {Root}, but the kept checkpoint states {from.Root}");
        }

        static DamagedLogException Damage(string problem) => new(ILogResources.Checkpoint, null, null, problem);
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> ReadBundle(TilePath path)
    {
        try
        {
            return resources.Read(path.ToString()) is { } bytes ? EntryBundle.Read(bytes, path.Width)
                : resources.Read(path.Full.ToString()) is { } wider ? EntryBundle.Read(wider, TilePath.FullWidth).Take(path.Width).ToList()
                : throw new FormatException("it is missing");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path.ToString(), null, path.Index * TilePath.FullWidth, e.Message);
        }
    }

    private void Compare(TilePath tile, ReadOnlySpan<byte> computed, long? first)
    {
        var served = TileTree.ReadTile(resources, tile) ?? throw new DamagedLogException(tile.ToString(), null, first, "it is missing");
        var same = served.AsSpan(0, Math.Min(served.Length, computed.Length)).CommonPrefixLength(computed);
        if (same < computed.Length || (served.Length != computed.Length && served.Length != TilePath.FullWidth * MerkleTree.HashLength))
        {
            var hash = same / MerkleTree.HashLength;
            var what = served.Length < computed.Length ? $"it has {served.Length} bytes, but {tile.Width} hashes need {computed.Length}"
                : same == computed.Length ? $"it has {served.Length} bytes, but {tile.Width} hashes need {computed.Length}"
                : tile.Level == 0 ? $"hash {hash} does not match its entry"
                : $"hash {hash} does not match the tile below it";
            long? leaf = tile.Level == 0 ? (tile.Index * TilePath.FullWidth) + hash : null;
            throw new DamagedLogException(tile.ToString(), (long)hash * MerkleTree.HashLength, leaf, what);
        }
    }
}
