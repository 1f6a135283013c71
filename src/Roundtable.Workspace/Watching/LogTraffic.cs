using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Watching.Traffic;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// The exchanges of the gateway. A prompt is its instructions and what the user said last; what was said before was looked at when it was said.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="needsText">Whether the words of prompts are needed.</param>
internal sealed class LogTraffic(LogStore log, bool needsText) : TrafficSource
{
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

            if (facts.Caller is { } caller && PromptOf(leaf, facts) is { } prompt)
            {
                yield return new TrafficEntry(caller, leaf.Time, PromptFeatures.Of(prompt), index)
                {
                    Model = leaf.Producer?.Requested,
                    Text = needsText ? prompt : null,
                };
            }
            else
            {
                Unread++;
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
        return leaf.Kind == LeafKind.Exchange ? PromptOf(leaf, CallFacts.Of(leaf.Document is { } digest ? log.Content(digest) : null)) : null;
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

    private string? PromptOf(Leaf leaf, CallFacts facts)
    {
        if (ChatRequest.ProtocolOf(facts.Path ?? "") is not { } protocol || leaf.Prompt is not { } digest || log.Content(digest) is not { } body
            || ChatRequest.Read(body, protocol) is not var (messages, _))
        {
            return null;
        }

        var said = messages.Where(m => m.Role == SetRole.System).Append(messages.LastOrDefault(m => m.Role == SetRole.User)).OfType<SetMessage>();
        return string.Join('\n', said.Select(m => m.Text)) is { Length: > 0 } text ? text : null;
    }
}
