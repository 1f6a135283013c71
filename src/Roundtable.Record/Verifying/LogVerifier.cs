using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Verifying;

/// <summary>
/// Recomputes a log from the bytes in its store: the tree with every tile, the signature, and behind each leaf's commitments
/// the contents, by digest. What is missing must be named by a later deletion leaf. Needs no lock and changes nothing.
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

    /// <summary>Checks the log of a data directory. A directory without one is in order: it has no leaves.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="progress">Told now and then how many leaves are checked; null when nobody wants to know.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="IOException">When the files cannot be read.</exception>
    public static async Task<Verification> VerifyAsync(string directory, IProgress<long>? progress, CancellationToken cancellation)
    {
        FileStore store;
        try
        {
            store = await Task.Run(() => FileStore.OpenReadOnly(directory), cancellation);
        }
        catch (Exception e) when (e is DamagedLogException or NewerFormatException)
        {
            var problem = e as DamagedLogException ?? (e is NewerFormatException newer ? new DamagedLogException(newer.Path, null, null, newer.Problem) : null);
            return new Verification(0, new Digest(MerkleTree.EmptyRoot()), 0, 0, 0, null, problem);
        }

        using (store)
        {
            return await VerifyAsync(store, [], null, progress, cancellation);
        }
    }

    /// <summary>Checks the log of a store.</summary>
    /// <param name="store">Where it is kept, open for reading or writing.</param>
    /// <param name="keys">The keys that may have signed; none where the log's own are to be believed.</param>
    /// <param name="from">A checkpoint that the verifier kept: it must be one of this log's, and leaves before it are not read again. Null for all.</param>
    /// <param name="progress">Told now and then how many leaves are checked; null when nobody wants to know.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <param name="policy">The witnesses that must have cosigned; null where none must.</param>
    /// <exception cref="IOException">When the store cannot be read.</exception>
    public static Task<Verification> VerifyAsync(
        LogStore store, IReadOnlyList<VerifierKey> keys, Checkpoint? from, IProgress<long>? progress, CancellationToken cancellation, TrustPolicy? policy = null) =>
        Task.Run(() => new LogVerifier(store, keys, policy).Verify(from, progress, cancellation), cancellation);

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

            // Durable, and not yet in a checkpoint.
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
        var whole = damage is null && _beyond.Size > 0;
        return new Verification(
            whole ? _store.Head.Size : Math.Max(index, _tree.Size), whole ? _store.Head.Root : _tree.Root, _contents.Present, _contents.Erased, _contents.Simulated, _tree.Checkpoint?.SignedBy, damage);

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
