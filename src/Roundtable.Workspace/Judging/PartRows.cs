using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Judging;

/// <summary>Parts of sessions as rows of chat data, each with its provenance: what 'judge' reads again.</summary>
public static class PartRows
{
    /// <summary>A ballot as one line of JSON: the prompt as it was sent, the answer as it came, and where both stand.</summary>
    public static string Line(SessionDocument session, SessionPart part, LogStore log)
    {
        var index = part.Sources[0].Leaf;
        var leaf = RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span);
        var messages = new JsonArray();
        if (leaf.Prompt is { } prompt && log.Content(prompt) is { } sent)
        {
            foreach (var message in JsonNode.Parse(sent)!.AsArray())
            {
                messages.Add(new JsonObject { ["role"] = message!["role"]!.DeepClone(), ["content"] = message["text"]!.DeepClone() });
            }
        }

        messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = part.Text });
        return Document.Line(new JsonObject
        {
            ["messages"] = messages,
            ["provenance"] = new JsonObject
            {
                ["leaf"] = index,
                ["session"] = session.Id,
                ["ballot"] = part.Id,
                ["connection"] = leaf.Producer?.Connection,
                ["model"] = leaf.Producer?.Requested,
                ["served"] = leaf.Producer?.Served,
                ["route"] = leaf.Producer?.Route is { } route ? Kebab.Name(route.Kind) + (route.Through is { } through ? " " + through : "") : null,
                ["terms"] = leaf.Terms,
                ["obtained"] = leaf.Time.ToString("O", CultureInfo.InvariantCulture),
                ["simulated"] = leaf.Simulated ? true : null,
            },
        });
    }
}
