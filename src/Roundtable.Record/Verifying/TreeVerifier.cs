using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Verifying;

/// <summary>
/// Recomputes the public half of a log, believing nothing: every leaf hash from its entry, every tile from the hashes below it, the root
/// from all of them, and holds them against the tiles that are served, the signed checkpoint, and a checkpoint that the verifier kept.
/// </summary>
/// <param name="resources">What the log serves.</param>
/// <param name="keys">The keys that may have signed; none where the log's own are to be believed.</param>
/// <param name="policy">The witnesses that must have cosigned; null where none must.</param>
public sealed class TreeVerifier(ILogResources resources, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy = null)
{
    private TileTree _tree = TileTree.Load(0, _ => null);

    /// <summary>Leaves that were checked so far, or known from the kept checkpoint.</summary>
    public long Size => _tree.Size;

    /// <summary>The root over them.</summary>
    public Digest Root => new(_tree.Root());

    /// <summary>The checkpoint, once it was read.</summary>
    public SignedCheckpoint? Checkpoint { get; private set; }

    /// <summary>Checks the log, giving each leaf's bytes when its hash has been found where it belongs.</summary>
    /// <param name="from">A checkpoint to begin with: the leaves before it are not read again; null for the whole log.</param>
    /// <exception cref="DamagedLogException">With the first thing that is wrong.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Leaves(Checkpoint? from)
    {
        Checkpoint = ReadCheckpoint(resources, keys);
        if (policy?.IsCosigned(Checkpoint.Note) == false)
        {
            throw new DamagedLogException(ILogResources.Checkpoint, null, null, "too few of the policy's witnesses have cosigned the checkpoint");
        }

        var checkpoint = Checkpoint.Checkpoint;
        if (from is not null)
        {
            BeginAt(from, checkpoint);
        }

        while (_tree.Size < checkpoint.Size)
        {
            var index = _tree.Size / TilePath.FullWidth;
            var path = TilePath.Entries(index, TilePath.WidthAt(checkpoint.Size, 0, index));
            var entries = ReadBundle(path);
            var fresh = entries.Skip((int)(_tree.Size % TilePath.FullWidth)).ToList();
            var hashes = new byte[fresh.Count * MerkleTree.HashLength];
            LeafHashes.Compute(fresh.ToArray(), hashes);

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
                ILogResources.Checkpoint, null, null, $"the {checkpoint.Size} leaves of the checkpoint have the root {Root}, but it says {checkpoint.Root}");
        }
    }

    /// <summary>Reads a checkpoint and finds who signed it.</summary>
    /// <param name="resources">What the log serves.</param>
    /// <param name="keys">The keys that may have signed; none where the log's own are to be believed.</param>
    /// <exception cref="DamagedLogException">When there is none, or none of the keys signed it.</exception>
    public static SignedCheckpoint ReadCheckpoint(ILogResources resources, IReadOnlyList<VerifierKey> keys)
    {
        try
        {
            var bytes = resources.Read(ILogResources.Checkpoint) ?? throw new FormatException("there is no checkpoint");
            var signed = SignedCheckpoint.Parse(bytes);
            var trusted = keys.Count > 0 ? keys : VerifierKey.ParseList(System.Text.Encoding.UTF8.GetString(resources.Read(LogKeys.PublicName) ?? []));
            return trusted.Where(k => k.Name == signed.Checkpoint.Origin).FirstOrDefault(signed.Note.IsSignedBy) is { } signer
                ? signed with { SignedBy = signer }
                : throw new FormatException($"the checkpoint is not signed by {(keys.Count > 0 ? "a key that was given" : "any of the log's keys")}");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(ILogResources.Checkpoint, null, null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Takes the kept checkpoint's word for the leaves before it, after the tiles were found to have its root.</summary>
    private void BeginAt(Checkpoint from, Checkpoint now)
    {
        if (from.Origin != now.Origin)
        {
            throw Wrong($"the checkpoint that was kept is of another log, {from.Origin}; this one is {now.Origin}");
        }

        if (from.Size > now.Size)
        {
            throw Wrong($"the log was rolled back: it has {now.Size} leaves, and the checkpoint that was kept has {from.Size}");
        }

        if (from.Size == now.Size && from.Root != now.Root)
        {
            throw Wrong($"the log was forked: two checkpoints of {now.Size} leaves have the roots {from.Root} and {now.Root}");
        }

        try
        {
            // Where the narrower tile of then is gone, the one that took its place begins with the same hashes.
            _tree = TileTree.Load(from.Size, path => TileTree.ReadTile(resources, path)
                ?? resources.Read(TilePath.Hashes(path.Level, path.Index, TilePath.WidthAt(now.Size, path.Level, path.Index)).ToString()));
        }
        catch (FormatException e)
        {
            throw Wrong($"the tree of the kept checkpoint's {from.Size} leaves cannot be read: {e.Message}");
        }

        if (Root != from.Root)
        {
            throw Wrong($"the log was rewritten: its first {from.Size} leaves have the root {Root}, and the checkpoint that was kept says {from.Root}");
        }

        static DamagedLogException Wrong(string problem) => new(ILogResources.Checkpoint, null, null, problem);
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
            var what = served.Length < computed.Length ? $"it has {served.Length} bytes, and {tile.Width} hashes have {computed.Length}"
                : same == computed.Length ? $"it has {served.Length} bytes, and {tile.Width} hashes have {computed.Length}"
                : tile.Level == 0 ? $"hash {hash} is not that of its entry"
                : $"hash {hash} is not that of the tile below it";
            throw new DamagedLogException(tile.ToString(), (long)hash * MerkleTree.HashLength, tile.Level == 0 ? (tile.Index * TilePath.FullWidth) + hash : null, what);
        }
    }
}
