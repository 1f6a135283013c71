using System.Text.Json.Nodes;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Web.Mcp;

/// <summary>A fused answer as structured content of a tool's answer.</summary>
internal static class FusedToolAnswer
{
    /// <summary>Adds answer, sentences, points and fields.</summary>
    public static void Add(JsonObject json, FusedSession session)
    {
        json["answer"] = session.Text(withSupport: true);
        json["sentences"] = new JsonArray([.. session.Fused.Sentences.Select(s => new JsonObject
        {
            ["text"] = s.Text,
            ["support"] = SupportText.Of(s.Support),
            ["kind"] = Kebab.Name(s.Support.Kind),
            ["seats"] = Names(session, s.Support.Seats),
            ["points"] = new JsonArray([.. s.Points.Select(p => (JsonNode)p)]),
        })]);
        json["points"] = new JsonArray([.. (session.Comparison?.Points ?? []).Select(p => new JsonObject
        {
            ["id"] = p.Id,
            ["kind"] = Kebab.Name(p.Kind),
            ["topic"] = p.Topic,
            ["sides"] = new JsonArray([.. p.Sides.Select(s => new JsonObject { ["claim"] = s.Claim, ["seats"] = Names(session, s.Seats) })]),
        })]);
        json["fields"] = session.Fields?.Value is { ValueKind: System.Text.Json.JsonValueKind.Object } value ? JsonNode.Parse(value.GetRawText()) : null;
    }

    private static JsonArray Names(FusedSession session, IReadOnlyList<int> seats) => new([.. seats.Select(s => (JsonNode)FusedText.Seat(session, s))]);
}
