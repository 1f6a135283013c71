using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Judging;

/// <summary>Ballots as rows of chat data, each with its provenance: what 'judge' reads again.</summary>
public static class BallotRows
{
    /// <summary>A ballot as one line of JSON: the prompt as it was sent, the answer as it came, and where both stand.</summary>
    public static string Line(Session session, Ballot ballot, LogStore log)
    {
        var leaf = RecordLog.ReadLeaf(log, ballot.Receipt.Leaf, log.Leaves(ballot.Receipt.Leaf).First().Span);
        var messages = new JsonArray();
        if (leaf.Prompt is { } prompt && log.Content(prompt) is { } sent)
        {
            foreach (var message in JsonNode.Parse(sent)!.AsArray())
            {
                messages.Add(new JsonObject { ["role"] = message!["role"]!.DeepClone(), ["content"] = message["text"]!.DeepClone() });
            }
        }

        messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = ballot.Text });
        return Document.Line(new JsonObject
        {
            ["messages"] = messages,
            ["provenance"] = new JsonObject
            {
                ["leaf"] = ballot.Receipt.Leaf,
                ["session"] = session.Id,
                ["ballot"] = ballot.Id,
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
