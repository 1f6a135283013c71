using System.Runtime.ExceptionServices;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Following;

/// <summary>Copies the public half of a log, verified.</summary>
/// <param name="log">What is kept of it.</param>
/// <param name="keys">The log's keys.</param>
/// <param name="policy">The required witnesses; null for none.</param>
internal sealed class LogMirror(FollowedLog log, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
{
    private const int AtOnce = 8;

    /// <summary>Fetches the tiles that are not kept yet, verifies the whole of them, and keeps the checkpoint when all of them are durable.</summary>
    /// <param name="kept">The checkpoint that is kept; null for none yet.</param>
    /// <param name="now">The checkpoint that the log shows.</param>
    /// <param name="shown">What the log shows.</param>
    /// <param name="cancellation">Stops; the checkpoint that is kept stays.</param>
    /// <exception cref="FetchException">When the log cannot be read.</exception>
    /// <exception cref="DamagedLogException">When it does not verify.</exception>
    public void Take(Checkpoint? kept, SeenCheckpoint now, ILogResources shown, CancellationToken cancellation)
    {
        var files = new TileFiles(Path.Combine(log.Location, "log"), new StorageSettings());

        // Tiles beyond the kept checkpoint are written before they are verified, and fetched again if they turn out wrong: nobody reads them until then.
        foreach (var (path, bytes, problem) in TilePath.Beyond(kept?.Size ?? 0, now.Checkpoint.Size)
            .AsParallel().WithDegreeOfParallelism(AtOnce).WithMergeOptions(ParallelMergeOptions.NotBuffered).WithCancellation(cancellation)
            .Select(path => TryFetch(shown, path)))
        {
            problem?.Throw();
            files.Write(path, bytes ?? throw new DamagedLogException(path.ToString(), null, null, "it is missing"));
        }

        var verifier = new TreeVerifier(new Candidate(now.Published.Note.ToBytes(), files), keys, policy);
        foreach (var _ in verifier.Leaves(kept))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        files.Flush();
        PrivateFiles.Replace(Path.Combine(log.Location, "log", ILogResources.Checkpoint), now.Published.Note.ToBytes());
        files.RemoveObsolete();
        foreach (var narrower in TilePath.Partial(kept?.Size ?? 0).Except(TilePath.Partial(now.Checkpoint.Size)).Select(path => files.PathOf(path.ToString())))
        {
            if (File.Exists(narrower))
            {
                File.Delete(narrower);
            }
        }
    }

    private static (TilePath Path, byte[]? Bytes, ExceptionDispatchInfo? Problem) TryFetch(ILogResources shown, TilePath path)
    {
        try
        {
            return (path, Fetch(shown, path), null);
        }
        catch (Exception e) when (e is FetchException or DamagedLogException)
        {
            return (path, null, ExceptionDispatchInfo.Capture(e));
        }
    }

    /// <summary>A tile or bundle, cut from the full one where that has replaced a partial one.</summary>
    public static byte[]? Fetch(ILogResources shown, TilePath path)
    {
        try
        {
            return shown.Read(path.ToString()) ?? (path.IsFull || shown.Read(path.Full.ToString()) is not { } full ? null
                : path.IsEntries ? EntryBundle.Prefix(full, path.Width)
                : full[..Math.Min(full.Length, path.Width * MerkleTree.HashLength)]);
        }
        catch (IOException e)
        {
            throw new FetchException(e);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path.Full.ToString(), null, null, e.Message);
        }
    }

    /// <summary>What was fetched, under a checkpoint that is not kept yet.</summary>
    private sealed class Candidate(byte[] checkpoint, TileFiles files) : ILogResources
    {
        public byte[]? Read(string path) => path == ILogResources.Checkpoint ? checkpoint : files.Read(path);
    }
}
