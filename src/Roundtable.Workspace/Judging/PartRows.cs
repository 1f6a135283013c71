using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Judging;

/// <summary>Parts of sessions as rows of chat data, each with its provenance: what 'judge' reads again.</summary>
public static class PartRows
{
    /// <summary>A part as one line of JSON: the prompt as it was sent, the answer as it came, and where both stand.</summary>
    public static string Line(SessionDocument session, SessionPart part, LogStore log) =>
        part.Id == SessionPart.Answer ? AnswerLine(session, part) : SeatLine(session, part, log);

    /// <summary>A fused answer as an answer to its question. It names every leaf that it was made of, so that all of them are ruled on with it.</summary>
    private static string AnswerLine(SessionDocument session, SessionPart part) => Document.Line(new JsonObject
    {
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = session.Question.Text }, new JsonObject { ["role"] = "assistant", ["content"] = part.Text }),
        ["provenance"] = new JsonObject
        {
            ["leaf"] = Document.Array(part.Sources.Select(s => s.Leaf).Distinct().Order(), l => l),
            ["session"] = session.Id,
            ["part"] = part.Id,
            ["obtained"] = session.Opened.ToString("O", CultureInfo.InvariantCulture),
            ["simulated"] = session.Simulated ? true : null,
        },
    });

    private static string SeatLine(SessionDocument session, SessionPart part, LogStore log)
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
                [session is Session ? "ballot" : "part"] = part.Id,
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
