using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>A text of a session together with what the log says of it. It exists only where the log holds exactly this text.</summary>
/// <param name="Leaf">Index of its leaf.</param>
/// <param name="Prompt">The prompt that it answered, as it was sent; empty where that was erased.</param>
internal sealed record RecordedText(long Leaf, IReadOnlyList<SetMessage> Prompt)
{
    /// <summary>The edge to it.</summary>
    public LineageEdge Edge => EdgeTo(Leaf);

    /// <summary>The edge to a leaf.</summary>
    public static LineageEdge EdgeTo(long leaf) => new(EdgeKind.MadeWith, LogArtifacts.OfLeaf(leaf), false);

    /// <summary>Looks a receipt up; null where this log does not hold what it says.</summary>
    /// <param name="log">The log.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="text">The text that is said to have been recorded; null to look at the receipt alone.</param>
    public static RecordedText? Find(LogStore log, Receipt receipt, string? text)
    {
        if (receipt.Leaf >= log.Head.Size)
        {
            return null;
        }

        var leaf = RecordLog.ReadLeaf(log, receipt.Leaf, log.Leaves(receipt.Leaf).First().Span);
        return leaf.Kind == LeafKind.ModelOutput && leaf.Output is { } output && output == receipt.Output
            && (text is null || Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)) == output)
                ? new RecordedText(receipt.Leaf, leaf.Prompt is { } prompt && log.Content(prompt) is { } sent ? Messages(sent) : [])
                : null;
    }

    /// <summary>A prompt as the log keeps it: <c>[{"role":…,"text":…},…]</c>.</summary>
    private static List<SetMessage> Messages(byte[] sent)
    {
        List<SetMessage> messages = [];
        foreach (var message in JsonElement.Parse(sent).EnumerateArray())
        {
            var role = message.GetProperty("role"u8).GetString() switch
            {
                "system" or "developer" => SetRole.System,
                "assistant" => SetRole.Assistant,
                "tool" => SetRole.Tool,
                _ => SetRole.User,
            };
            messages.Add(new SetMessage(role, message.GetProperty("text"u8).GetString()!)
            {
                Images = message.TryGetProperty("images"u8, out var images)
                    ? [.. images.EnumerateArray().Select(i => "sha256:" + i.GetProperty("sha256"u8).GetString())]
                    : [],
            });
        }

        return messages;
    }
}
