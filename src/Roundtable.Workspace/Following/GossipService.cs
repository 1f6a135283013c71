using System.Text;
using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Following;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Following;

/// <summary>Compares checkpoints that people send each other: with this workspace's own log, with the logs that it follows, and with one another.</summary>
/// <param name="workspace">Whose logs.</param>
public sealed class GossipService(WorkspaceContext workspace)
{
    /// <summary>Compares all checkpoints in the files.</summary>
    /// <param name="files">Each a checkpoint, or the file <c>seen</c> of somebody who follows the log.</param>
    /// <param name="keys">Keys of logs that are neither this workspace's own nor followed.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a file is missing or unreadable, or what is kept of a log is.</exception>
    public async Task<IReadOnlyList<GossipResult>> CompareAsync(IReadOnlyList<string> files, IReadOnlyList<VerifierKey> keys, CancellationToken cancellation)
    {
        var given = files.SelectMany(Read).ToList();
        using var own = await new LogService(workspace).OpenPublishedAsync(cancellation);
        try
        {
            using var store = own.Resources.Read(ILogResources.Checkpoint) is null ? null : await LogAccess.ReadAsync(workspace, cancellation);
            return await Task.Run(() => Compare(given, own.Resources, store, keys), cancellation);
        }
        catch (Exception e) when (e is (IOException and not NewerFormatException) or UnauthorizedAccessException or DamagedLogException
            or FormatException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"What is kept of a log cannot be used: {e.Message}", e);
        }
    }

    private List<GossipResult> Compare(List<(string Source, byte[] Bytes)> given, ILogResources own, LogStore? store, IReadOnlyList<VerifierKey> keys)
    {
        var ownKeys = own.Read(ILogResources.Keys) is { } list ? VerifierKey.ParseList(Encoding.UTF8.GetString(list)) : [];
        List<SeenCheckpoint> heard = [];
        List<GossipResult> results = [];
        foreach (var (source, bytes) in given)
        {
            SignedCheckpoint signed;
            try
            {
                signed = SignedCheckpoint.Parse(bytes);
            }
            catch (FormatException e)
            {
                results.Add(new GossipResult(source, null, new Comparison.Foreign(e.Message.TrimEnd('.')), "nothing"));
                continue;
            }

            var seen = new SeenCheckpoint(source, workspace.Time.GetUtcNow(), signed);
            var origin = seen.Checkpoint.Origin;
            var log = FollowedLog.Open(new FollowService(workspace).DirectoryOf(origin));
            var followed = log.Keys();
            var trusted = (IReadOnlyList<VerifierKey>)[.. keys, .. ownKeys, .. followed];
            (Comparison comparison, string with) = !trusted.Any(k => k.Name == origin && signed.Note.IsSignedBy(k))
                    ? (new Comparison.Foreign(Unsigned(trusted, origin)), "nothing")
                : heard.Find(h => Contradicts(h, seen)) is { } rival
                    ? (new Comparison.Splits(new SplitView(SplitKind.Forked, rival, seen)), rival.Source)
                : ownKeys.Any(k => k.Name == origin) ? (WithOwn(seen, own, store), "this workspace's own log")
                : followed.Count > 0 ? (new LogFollower(log, followed, null, workspace.Time).Compare(source, bytes), "what is kept of the log")
                : (new Comparison.Newer(seen), "the other checkpoints");
            heard.Add(seen);
            results.Add(new GossipResult(source, seen.Checkpoint, comparison, with));
        }

        return results;
    }

    private static string Unsigned(IReadOnlyList<VerifierKey> trusted, string origin) =>
        trusted.Any(k => k.Name == origin) ? "it is not signed by the log's key"
        : $"no key named '{Neutralise.Line(origin)}' is known: give that log's with --key";

    private static bool Contradicts(SeenCheckpoint one, SeenCheckpoint other) =>
        one.Checkpoint.Origin == other.Checkpoint.Origin && one.Checkpoint.Size == other.Checkpoint.Size && one.Checkpoint.Root != other.Checkpoint.Root;

    /// <summary>
    /// Leaves are durable before a checkpoint of them is signed, and it is published once enough witnesses have cosigned it: one that speaks of more leaves than
    /// the log has, published or not, was signed before the log was lost, or by a copy of it.
    /// </summary>
    private Comparison WithOwn(SeenCheckpoint seen, ILogResources own, LogStore? store)
    {
        var now = new SeenCheckpoint("this log", workspace.Time.GetUtcNow(), SignedCheckpoint.Parse(own.Read(ILogResources.Checkpoint) ?? []));
        var (size, kept) = (seen.Checkpoint.Size, now.Checkpoint.Size);
        if (size > kept)
        {
            var tree = TileTree.Load(kept, own);
            foreach (var leaf in store?.Leaves(kept).Take((int)Math.Min(int.MaxValue, size - kept)) ?? [])
            {
                tree.Append(MerkleTree.LeafHash(leaf.Span), (_, _) => { });
            }

            return tree.Size == size && new Digest(tree.Root()) == seen.Checkpoint.Root ? new Comparison.Agrees(seen)
                : new Comparison.Splits(new SplitView(SplitKind.RolledBack, seen, now));
        }

        return TileTree.Load(kept, own).RootAt(size, now.Checkpoint.Root) == seen.Checkpoint.Root ? new Comparison.Agrees(seen)
            : new Comparison.Splits(size == kept ? new SplitView(SplitKind.Forked, seen, now) : new SplitView(SplitKind.Rewritten, seen, now));
    }

    /// <summary>The checkpoints in a file.</summary>
    private static IEnumerable<(string Source, byte[] Bytes)> Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.", e);
        }

        if (!bytes.AsSpan().StartsWith("{"u8))
        {
            return [(path, bytes)];
        }

        return
        [
            .. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select((line, index) => ($"{path}, line {index + 1}", Line(line, path, index))),
        ];
    }

    private static byte[] Line(string line, string path, int index)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("checkpoint").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{path}, line {index + 1} is no seen checkpoint: {e.Message}", e);
        }
    }
}
