using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Models.Providers;

namespace Roundtable.Workspace.Connections;

/// <summary>Connections and models as JSON. A fact that is not known is null.</summary>
public static class ModelsJson
{
    /// <summary>One document.</summary>
    public static string Of(ConnectionSet connections, IReadOnlyList<Connection> listed, IReadOnlyDictionary<string, ModelCheck>? checks) => new JsonObject
    {
        ["connections"] = new JsonArray([.. listed.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name,
            ["kind"] = c.Kind == ApiKind.Anthropic ? "anthropic" : "openai",
            ["address"] = c.Address.ToString(),
            ["keyVariable"] = c.KeyVariable,
            ["connected"] = c.IsConnected,
            ["why"] = c.NotConnected,
            ["models"] = new JsonArray([.. c.Models.Select(m => (JsonNode)Model(connections, c, m, checks?.GetValueOrDefault($"{c.Name}/{m}")))]),
        })]),
    }.ToJsonString();

    private static JsonObject Model(ConnectionSet connections, Connection connection, string model, ModelCheck? check)
    {
        var card = connections.Card(connection, model);
        var json = new JsonObject
        {
            ["name"] = card.Name,
            ["vendor"] = card.Vendor,
            ["family"] = card.Family,
            ["contextTokens"] = card.ContextTokens,
            ["inputPerMillion"] = card.Price?.InputPerMillion,
            ["outputPerMillion"] = card.Price?.OutputPerMillion,
            ["maxOutputTokens"] = card.MaxOutputTokens,
            ["priceKnownUpToTokens"] = card.Price?.KnownUpToTokens,
        };
        if (card.Price?.LongPrompt is { } dear)
        {
            json["longPrompt"] = new JsonObject
            {
                ["fromTokens"] = dear.FromTokens,
                ["inputPerMillion"] = dear.InputPerMillion,
                ["outputPerMillion"] = dear.OutputPerMillion,
            };
        }

        if (check is not null)
        {
            json["check"] = new JsonObject
            {
                ["milliseconds"] = (long)check.Took.TotalMilliseconds,
                ["served"] = check.Served,
                ["error"] = check.Error,
                ["instead"] = check.Instead is { } instead ? $"{connection.Name}/{instead}" : null,
                ["shutdown"] = check.Shutdown?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
        }

        return json;
    }
}
