using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Verifying;

/// <summary>
/// Verifies a log from the bytes in its store: the tree with all tiles, the signature, and the contents behind the commitments of each
/// leaf. Missing contents must be listed by a later deletion leaf. Needs no lock and modifies nothing.
/// </summary>
public sealed class LogVerifier
{
    private readonly LogStore _store;
    private readonly TreeVerifier _tree;
    private readonly ContentCheck _contents;
    private readonly CompactRange _beyond = new();

    private LogVerifier(LogStore store, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        _store = store;
        _tree = new TreeVerifier(store, keys, policy);
        _contents = new ContentCheck(store);
    }

    /// <summary>Verifies the log of a data directory. A directory without a log is valid and has no leaves.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="progress">Receives the number of leaves verified so far; null for none.</param>
    /// <param name="cancellation">Cancels the verification.</param>
    /// <exception cref="IOException">When the files cannot be read.</exception>
    public static async Task<Verification> VerifyAsync(string directory, IProgress<long>? progress, CancellationToken cancellation)
    {
        FileStore store;
        try
        {
            store = await Task.Run(() => FileStore.OpenReadOnly(directory), cancellation);
        }
        catch (DamagedLogException e)
        {
            return Unreadable(e);
        }
        catch (NewerFormatException e)
        {
            return Unreadable(new DamagedLogException(e.Path, null, null, e.Problem));
        }

        using (store)
        {
            return await VerifyAsync(store, [], null, progress, cancellation);
        }
    }

    /// <summary>Verifies the log of a store.</summary>
    /// <param name="store">The store, open for reading or writing.</param>
    /// <param name="keys">The trusted keys; empty to accept the log's own keys.</param>
    /// <param name="from">A previously kept checkpoint, with which the log must be consistent and whose leaves are not read again; null to read all.</param>
    /// <param name="progress">Receives the number of leaves verified so far; null for none.</param>
    /// <param name="cancellation">Cancels the verification.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <exception cref="IOException">When the store cannot be read.</exception>
    public static Task<Verification> VerifyAsync(
        LogStore store,
        IReadOnlyList<VerifierKey> keys,
        Checkpoint? from,
        IProgress<long>? progress,
        CancellationToken cancellation,
        TrustPolicy? policy = null) =>
        Task.Run(() => new LogVerifier(store, keys, policy).Verify(from, progress, cancellation), cancellation);

    private static Verification Unreadable(DamagedLogException problem) => new(0, new Digest(MerkleTree.EmptyRoot()), 0, 0, 0, null, problem);

    private Verification Verify(Checkpoint? from, IProgress<long>? progress, CancellationToken cancellation)
    {
        DamagedLogException? damage = null;
        if (_store.Read(ILogResources.Checkpoint) is null && from is null && _store.Head.Size == 0)
        {
            return new Verification(0, new Digest(MerkleTree.EmptyRoot()), 0, 0, 0, null, null);
        }

        var index = from?.Size ?? 0;
        try
        {
            _contents.Load(cancellation);
            foreach (var leaf in _tree.Leaves(from))
            {
                Check(leaf);
            }

            // Durable, but not yet covered by a checkpoint.
            foreach (var leaf in _store.Leaves(_tree.Size))
            {
                _beyond.Append(MerkleTree.LeafHash(leaf.Span));
                Check(leaf);
            }

            damage = _contents.Damage;
        }
        catch (DamagedLogException e)
        {
            damage = e;
        }

        progress?.Report(index);
        var reachesBeyond = damage is null && _beyond.Size > 0;
        var isWhole = damage is null && from is null;
        return new Verification(
            reachesBeyond ? _store.Head.Size : Math.Max(index, _tree.Size),
            reachesBeyond ? _store.Head.Root : _tree.Root,
            _contents.Present,
            _contents.Erased,
            _contents.Simulated,
            _tree.Checkpoint?.SignedBy,
            damage)
        {
            NotRead = from?.Size ?? 0,
            Unnamed = isWhole ? _contents.Unnamed.Settled : null,
            Unfinished = isWhole ? _contents.Unnamed.Fresh : null,
            CosignedBy = _tree.CosignedBy,
        };

        void Check(ReadOnlyMemory<byte> leaf)
        {
            cancellation.ThrowIfCancellationRequested();
            _contents.Check(index++, leaf.Span);
            if (index % 256 == 0)
            {
                progress?.Report(index);
            }
        }
    }
}
