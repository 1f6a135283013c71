using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Mcp;

/// <summary>The schema of what tools answer about a session.</summary>
internal static class SessionToolSchema
{
    /// <summary>The schema.</summary>
    public static JsonElement Make() => ToolAnswer.Schema(["id", "status"], new JsonObject
    {
        ["id"] = ToolAnswer.Type("string", "The session's id."),
        ["status"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Kebab.Names<SessionStatus>().Select(n => (JsonNode)n)]) },
        ["address"] = ToolAnswer.Type("string", "Its page, where a site serves it."),
        ["question"] = ToolAnswer.Type("string", "The question."),
        ["label"] = ToolAnswer.Type("string", "The verdict, where it is finished."),
        ["headline"] = ToolAnswer.Type("string", "The result in a line, where it is finished."),
        ["answer"] = ToolAnswer.Type("string", "The fused answer, each sentence followed by who says it, where the question was answered in full."),
        ["sentences"] = new JsonObject { ["type"] = "array", ["items"] = ToolAnswer.Type("object", "A sentence: text, support in words, seats, points.") },
        ["points"] = new JsonObject { ["type"] = "array", ["items"] = ToolAnswer.Type("object", "A point of the comparison: kind, topic, sides with seats.") },
        ["fields"] = ToolAnswer.Type("object", "The fused JSON document, where a schema was given."),
        ["simulated"] = ToolAnswer.Type("boolean", "Whether any words in it were simulated."),
        ["why"] = ToolAnswer.Type("string", "Why it was stopped."),
        ["round"] = ToolAnswer.Type("integer", "The round under way."),
        ["ballots"] = ToolAnswer.Type("integer", "Ballots of this round that are cast."),
        ["awaited"] = ToolAnswer.Type("integer", "Ballots that are expected in this round."),
        ["document"] = ToolAnswer.Type("object", "The whole session, where the format json was asked for."),
    });
}
