using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace.Calls;

namespace Roundtable.Workspace.Watching;

/// <summary>The exchanges of the gateway.</summary>
/// <param name="log">The log.</param>
/// <param name="needsText">Whether the words of prompts are needed.</param>
internal sealed class LogTraffic(LogStore log, bool needsText) : TrafficSource
{
    /// <summary>The moment from which on prompts that cannot be read are counted; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<TrafficEntry> Read(long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation)
    {
        Unread = 0;
        foreach (var (index, leaf) in Exchanges(after + 1, cancellation))
        {
            var facts = CallFacts.Of(leaf.Document is { } digest ? log.Content(digest) : null);
            if (!isWanted(facts.Caller, leaf.Time, index))
            {
                continue;
            }

            if (facts.Caller is { } caller && RequestOf(leaf, facts) is { } asked)
            {
                yield return new TrafficEntry(caller, leaf.Time, PromptFeatures.Of(asked.Prompt), index)
                {
                    Model = leaf.Producer?.Requested,
                    EndUser = asked.EndUser,
                    Text = needsText ? asked.Prompt : null,
                };
            }
            else
            {
                Unread += leaf.Time < Since ? 0 : 1;
            }
        }
    }

    /// <inheritdoc/>
    public override long Middle(DateTimeOffset? until, CancellationToken cancellation)
    {
        List<long> before = [.. Exchanges(0, cancellation).Where(e => until is null || e.Leaf.Time < until).Select(e => e.Index)];
        return before.Count < 2 ? -1 : before[(before.Count / 2) - 1];
    }

    /// <inheritdoc/>
    public override string? Prompt(long position, CancellationToken cancellation)
    {
        if (position < 0 || position >= log.Head.Size)
        {
            return null;
        }

        var leaf = RecordLog.ReadLeaf(log, position, log.Leaves(position).First().Span);
        return leaf.Kind == LeafKind.Exchange ? RequestOf(leaf, CallFacts.Of(leaf.Document is { } digest ? log.Content(digest) : null))?.Prompt : null;
    }

    private IEnumerable<(long Index, Leaf Leaf)> Exchanges(long from, CancellationToken cancellation)
    {
        var index = from - 1;
        foreach (var bytes in log.Leaves(from))
        {
            cancellation.ThrowIfCancellationRequested();
            index++;
            if (bytes.Span.IndexOf("\"kind\":\"exchange\""u8) >= 0 && RecordLog.ReadLeaf(log, index, bytes.Span) is { Kind: LeafKind.Exchange } leaf)
            {
                yield return (index, leaf);
            }
        }
    }

    private WatchedRequest? RequestOf(Leaf leaf, CallFacts facts) =>
        facts.Path is { } path && leaf.Prompt is { } digest && log.Content(digest) is { } body ? WatchedRequest.Read(path, body) : null;
}
