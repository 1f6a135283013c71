using System.Text;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Fsck;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace.Keys;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Workspace.Logs;

/// <summary>The transparency log of a data directory: verifies, exports and proves, signs checkpoints and changes keys.</summary>
/// <param name="workspace">Which log.</param>
public sealed class LogService(WorkspaceContext workspace)
{
    /// <summary>Recomputes the log from its bytes up to the first thing that is wrong.</summary>
    /// <param name="keys">The trusted keys; empty to believe the log's own list.</param>
    /// <param name="from">A checkpoint that was kept: the log must begin with what it commits to; null for none.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <param name="progress">Is told how many leaves were verified; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the log cannot be read at all.</exception>
    public async Task<Verification> VerifyAsync(
        IReadOnlyList<VerifierKey> keys, Checkpoint? from, TrustPolicy? policy, IProgress<long>? progress, CancellationToken cancellation)
    {
        try
        {
            using var store = await LogAccess.ReadAsync(workspace, cancellation);
            return await LogVerifier.VerifyAsync(store, keys, from, progress, cancellation, policy);
        }
        catch (DamagedLogException e)
        {
            return new Verification(0, default, 0, 0, 0, null, e);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not DatabaseUnavailableException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"The log in {workspace.DataDirectory} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Checks the log's files with a reader that shares nothing with the writer.</summary>
    /// <exception cref="WorkspaceException">When the log is in a database.</exception>
    public Task<IReadOnlyList<Finding>> CheckFilesAsync(CancellationToken cancellation) => LogAccess.Database(workspace) is null
        ? Task.Run<IReadOnlyList<Finding>>(() => [.. DataDirectoryCheck.Run(workspace.DataDirectory, cancellation)], cancellation)
        : throw new WorkspaceException(ErrorKind.InvalidInput, "'log fsck' reads files; for a log in a database use 'log verify'.");

    /// <summary>What can be repaired in the log's files because the rest of them proves it. Nothing is changed.</summary>
    /// <exception cref="WorkspaceException">When the log is in a database.</exception>
    public Task<IReadOnlyList<Repair>> PlanRepairsAsync(CancellationToken cancellation) => LogAccess.Database(workspace) is null
        ? Task.Run(() => DataDirectoryRepair.Plan(workspace.DataDirectory, cancellation), cancellation)
        : throw new WorkspaceException(ErrorKind.InvalidInput, "'log fsck' reads files; for a log in a database use 'log verify'.");

    /// <summary>Makes these repairs. What they replace is kept.</summary>
    /// <returns>What was repaired, and the folder with what was replaced; null if nothing was.</returns>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    public Task<(IReadOnlyList<Repair> Repairs, string? Kept)> RepairAsync(CancellationToken cancellation) =>
        Task.Run(() => DataDirectoryRepair.Run(workspace.DataDirectory, cancellation), cancellation);

    /// <summary>Writes the log to one file that verifies by itself. A file that is there is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contents">Whether the contents of a leaf are written with it.</param>
    /// <param name="progress">Is told how many leaves were written; null for nobody.</param>
    /// <param name="cancellation">Stops; nothing is replaced.</param>
    /// <returns>The checkpoint, and how many contents were written.</returns>
    /// <exception cref="WorkspaceException">When the log has no leaves.</exception>
    public async Task<(Checkpoint Checkpoint, long Contents)> ExportAsync(
        string path, Func<LoggedLeaf, bool> contents, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var store = await LogAccess.ReadAsync(workspace, cancellation);
        if (store.Head.Size == 0)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The log in {store.Location} has no leaves yet.");
        }

        var fresh = path + ".new";
        try
        {
            (Checkpoint, long) written;
            await using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                written = await Task.Run(() => BundleWriter.Write(store, contents, file, cancellation, progress), cancellation);
            }

            File.Move(fresh, path, overwrite: true);
            return written;
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>Signs what the log holds now.</summary>
    /// <returns>Size and root of the log, and the signed checkpoint.</returns>
    public async Task<(long Size, Digest Root, string Checkpoint)> PublishAsync(CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenAsync(workspace, cancellation);
        await log.PublishAsync();
        return (log.Size, log.Root, Encoding.UTF8.GetString(log.Store.Read(ILogResources.Checkpoint)!));
    }

    /// <summary>Writes a proof that a leaf is in the log.</summary>
    /// <param name="leaf">Index of the leaf.</param>
    /// <param name="open">Names of the members to open.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such leaf, no checkpoint covers it, or a member cannot be opened.</exception>
    public async Task<LeafProof> ProveAsync(long leaf, IReadOnlyList<string> open, string path, CancellationToken cancellation)
    {
        using var store = await LogAccess.ReadAsync(workspace, cancellation);
        CheckLeaf(store, leaf);
        var outcome = LeafProof.TryMake(store, leaf, open);
        if (outcome is not ProofOutcome.Made made)
        {
            var why = ((ProofOutcome.Refused)outcome).Why;
            throw new WorkspaceException(
                ErrorKind.InvalidInput, outcome is ProofOutcome.NotCovered ? $"{why} 'roundtable log checkpoint' makes a new one." : why);
        }

        PrivateFiles.Replace(path, made.Proof.Proof.ToBytes());
        return made.Proof;
    }

    /// <summary>Changes the signing key. What the old one signed stays verifiable.</summary>
    /// <param name="lost">Whether the old secret key is lost, so that it cannot sign the new one.</param>
    /// <param name="held">The URI of the new key in a PKCS#11 module; null for one that is generated and kept in a file.</param>
    /// <param name="cancellation">Stops before the key is changed.</param>
    /// <returns>The new key.</returns>
    public async Task<VerifierKey> RotateKeyAsync(bool lost, string? held, CancellationToken cancellation)
    {
        var old = LogAccess.ReadHeldKey(workspace);
        (SigningKey, string)? fresh = held is null ? null
            : (Pkcs11Key.Open(workspace, await HeldAsync(held, cancellation), SignatureType.Ed25519), held.Trim());
        var key = LogAccess.Database(workspace) is { } address
            ? PostgresStore.RotateKey(address, workspace.DataDirectory, lost, old, fresh)
            : KeyRotation.Rotate(workspace.DataDirectory, lost, old, fresh);
        await using var log = await LogAccess.OpenAsync(workspace, cancellation);
        await log.PublishAsync(); // signed with the new key from here on
        return key;
    }

    /// <summary>The URI of a key for this log, which has to bear the log's name.</summary>
    private async Task<Pkcs11Uri> HeldAsync(string text, CancellationToken cancellation)
    {
        var uri = Pkcs11Uri.Parse(text);
        using var published = await OpenPublishedAsync(cancellation);
        var origin = published.Resources.Read(ILogResources.Keys) is { } keys ? VerifierKey.ParseList(Encoding.UTF8.GetString(keys))[^1].Name : null;
        return origin is null || uri.Name == origin ? uri : throw new WorkspaceException(
            ErrorKind.InvalidInput,
            $"A key of this log is called {origin}, and the one in the URI {uri.Name ?? "has no name"}: add '?name={origin}' to the URI.");
    }

    /// <summary>A leaf as it stands in the log, and the contents that it commits to.</summary>
    /// <param name="leaf">Index of the leaf, from 0.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such leaf.</exception>
    /// <exception cref="DamagedLogException">When the log is damaged.</exception>
    public async Task<ShownLeaf> ShowAsync(long leaf, CancellationToken cancellation)
    {
        using var store = await LogAccess.ReadAsync(workspace, cancellation);
        CheckLeaf(store, leaf);
        return ShownLeaf.Of(store, leaf);
    }

    /// <summary>Opens what the log publishes, to be served to others.</summary>
    /// <exception cref="WorkspaceException">When the log is in a database that cannot be reached.</exception>
    public Task<PublishedLog> OpenPublishedAsync(CancellationToken cancellation) => PublishedLog.OpenAsync(workspace, cancellation);

    /// <summary>Checks that the log has a leaf.</summary>
    /// <exception cref="WorkspaceException">When it has not.</exception>
    private static void CheckLeaf(LogStore store, long leaf)
    {
        var size = store.Head.Size;
        if (leaf < 0 || leaf >= size)
        {
            throw new WorkspaceException(
                ErrorKind.NotFound,
                size == 0 ? $"The log in {store.Location} has no leaves." : $"The log has no leaf {leaf}; its leaves are 0 to {size - 1}.");
        }
    }
}
