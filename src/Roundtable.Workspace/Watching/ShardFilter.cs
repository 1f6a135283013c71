using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Watching.Monitoring;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// Which prompts a shard looks at, and what it passed by: whether all shards read the same traffic is seen from that. Thread-safe.
/// </summary>
/// <param name="index">Which shard, from 0.</param>
/// <param name="count">How many there are.</param>
/// <param name="request">From when and until when traffic is watched.</param>
internal sealed class ShardFilter(int index, int count, WatchRequest request)
{
    private long _all;
    private long _own;
    private ulong _mark;

    /// <summary>How many prompts are the shard's own.</summary>
    public long Own => _own;

    /// <summary>Whether a prompt is the shard's. What has no caller that can be read belongs to the first.</summary>
    public bool IsOwn(string? caller, DateTimeOffset time) =>
        request.IsWatched(time) && (caller is null ? index == 0 : TrafficMonitor.ShardOf(caller, count) == index);

    /// <summary>Whether a prompt is the shard's; each of the traffic is asked about once, and counted.</summary>
    public bool Count(string? caller, DateTimeOffset time, long position)
    {
        if (!request.IsWatched(time))
        {
            return false;
        }

        var line = string.Create(CultureInfo.InvariantCulture, $"{position} {time.UtcTicks} {caller}");
        Interlocked.Increment(ref _all);
        Interlocked.Add(ref _mark, XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(line)));
        var isOwn = IsOwn(caller, time);
        Interlocked.Add(ref _own, isOwn ? 1 : 0);
        return isOwn;
    }

    /// <summary>All traffic as the shard saw it: how many prompts, and a sum of hashes of place, time and caller.</summary>
    public JsonObject Traffic() => new() { ["prompts"] = _all, ["mark"] = _mark.ToString("x16", CultureInfo.InvariantCulture) };
}
