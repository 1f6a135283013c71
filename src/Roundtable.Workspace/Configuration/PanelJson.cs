using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Configuration;

/// <summary>Panels as JSON.</summary>
public static class PanelJson
{
    /// <summary>An array of panels.</summary>
    public static JsonArray Of(IEnumerable<PanelPlan> panels) => new([.. panels.Select(p => (JsonNode)Of(p))]);

    /// <summary>A panel.</summary>
    public static JsonObject Of(PanelPlan panel) => new()
    {
        ["name"] = panel.Name,
        ["seats"] = new JsonArray([.. panel.Seats.Select(s => (JsonNode)new JsonObject
        {
            ["model"] = s.Model,
            ["name"] = s.Name,
            ["persona"] = s.Persona,
            ["temperature"] = s.Temperature,
            ["maxTokens"] = s.MaxTokens,
        })]),
        ["moderator"] = panel.Moderator,
        ["source"] = panel.Source,
    };
}
