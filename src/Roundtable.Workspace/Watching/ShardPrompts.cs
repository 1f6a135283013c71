using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Watching.Monitoring;
using Roundtable.Watching.Traffic;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// What a shard needs of traffic and reference in every round: what the reference came to, and its own prompts as features. It is kept beside the part, written
/// in the first round and read in the others; where it is not there any more, traffic and reference are read again. docs/formats/watch-state.md.
/// </summary>
/// <param name="workspace">The data directory.</param>
/// <param name="request">What is watched.</param>
/// <param name="shard">Which shard, from 1.</param>
/// <param name="shards">How many there are.</param>
/// <param name="part">The file of the part.</param>
internal sealed class ShardPrompts(WorkspaceContext workspace, WatchRequest request, int shard, int shards, string part)
{
    private static readonly string _program = typeof(ShardRounds).Assembly.GetName().Version!.ToString(3);
    private static readonly string[] _same = ["program", "shards", "shard", "settings", "since", "until", "source", "reference", "kind"];

    // Hidden, so that a pattern for all parts does not match it.
    private readonly string _path = Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(part))!, $".{Path.GetFileName(Path.GetFullPath(part))}.prompts");

    /// <summary>What is kept, checked: its header is that of the shard's part, but for the round.</summary>
    /// <param name="before">What the round before was merged into; null in the first round, for which everything is read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When something cannot be read or written.</exception>
    public async Task<ShardFile> OpenAsync(JsonObject? before, CancellationToken cancellation)
    {
        if (before is not null && Kept() is { } kept && Has(kept, before, "traffic") && Has(kept, before, "referenceDigest"))
        {
            return kept;
        }

        var service = new WatchService(workspace);
        var (traffic, reference) = await service.OpenAsync(request, cancellation);
        var filter = new ShardFilter(shard - 1, shards, request);
        return await Task.Run(
            () => service.ReadingOnce(
                traffic,
                reference,
                (caller, time, position) => request.IsReference(time) || filter.Count(caller, time, position),
                needsText: false,
                (now, learnedFrom) => Keep(now, learnedFrom, filter, isCounted: now is TrafficCopy, cancellation),
                cancellation),
            cancellation);
    }

    /// <summary>What the reference came to, and the shard's prompts, one after the other as they are read.</summary>
    /// <param name="from">The state that <see cref="OpenAsync"/> returned.</param>
    /// <exception cref="InvalidDataException">When it is malformed.</exception>
    public (LearnedReference Reference, IEnumerable<TrafficEntry> Prompts) Read(BinaryReader from)
    {
        return (LearnedReference.Read(from, request.Settings), Prompts());

        IEnumerable<TrafficEntry> Prompts()
        {
            while (from.BaseStream.Position < from.BaseStream.Length)
            {
                yield return TrafficBytes.Read(from);
            }
        }
    }

    /// <summary>Deletes what is kept; nobody needs it after the last round.</summary>
    public void Delete() => File.Delete(_path);

    private ShardFile Keep(TrafficSource traffic, TrafficSource reference, ShardFilter filter, bool isCounted, CancellationToken cancellation)
    {
        var learned = WatchService.Learn(request, reference, cancellation);
        new ShardFile(_path).Write(
            to =>
            {
                learned.Write(to);
                foreach (var entry in traffic.Read(-1, isCounted ? (caller, time, _) => filter.IsOwn(caller, time) : filter.Count, cancellation))
                {
                    cancellation.ThrowIfCancellationRequested();
                    TrafficBytes.Write(to, entry);
                }
            },
            () =>
            {
                var header = Header();
                header["referenceDigest"] = Convert.ToHexStringLower(learned.Digest());
                header["own"] = filter.Own;
                header["unread"] = traffic.Unread;
                header["traffic"] = filter.Traffic();
                return header;
            });
        return new ShardFile(_path).Check();
    }

    private ShardFile? Kept()
    {
        try
        {
            var kept = File.Exists(_path) ? new ShardFile(_path).Check() : null;
            return kept is not null && Array.TrueForAll(_same, name => Has(kept, Header(), name)) ? kept : null;
        }
        catch (WorkspaceException)
        {
            return null; // damaged: what it had is read again
        }
    }

    private JsonObject Header() => new()
    {
        ["kind"] = "prompts",
        ["program"] = _program,
        ["shards"] = shards,
        ["shard"] = shard,
        ["settings"] = WatchJson.Settings(request.Settings),
        ["reference"] = WatchJson.Reference(request),
        ["source"] = WatchJson.Source(request),
        ["since"] = request.Since?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["until"] = request.Until?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    };

    private static bool Has(ShardFile kept, JsonObject other, string name) => WatchShards.AreSame(kept.Header[name], other[name]);
}
