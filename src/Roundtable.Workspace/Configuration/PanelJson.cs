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
        ["seats"] = new JsonArray([.. panel.Seats.Select(s => (JsonNode)Of(s))]),
        ["moderator"] = panel.Moderator,
        ["source"] = panel.Source,
    };

    /// <summary>A seat. Settings that few seats have stand there only where they are given.</summary>
    private static JsonObject Of(SeatPlan seat)
    {
        var json = new JsonObject
        {
            ["model"] = seat.Model,
            ["name"] = seat.Name,
            ["persona"] = seat.Persona,
            ["temperature"] = seat.Temperature,
            ["maxTokens"] = seat.MaxTokens,
        };
        (string Name, JsonNode? Value)[] more =
        [
            ("effort", seat.Effort), ("thinking", seat.Thinking), ("topP", seat.TopP), ("seconds", seat.Seconds), ("deployment", seat.Deployment),
            ("apiVersion", seat.ApiVersion), ("search", seat.Search), ("fetch", seat.Fetch), ("toolCalls", seat.ToolCalls),
            ("tools", seat.Tools is { Count: > 0 } tools ? new JsonArray([.. tools.Select(t => (JsonNode)t)]) : null),
            ("body", seat.Body is { } body ? JsonObject.Create(body) : null),
            ("headers", seat.Headers is { Count: > 0 } headers ? new JsonObject(headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value))) : null),
        ];
        foreach (var (name, value) in more)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        return json;
    }
}
