using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.Deliberation.Ballots;

/// <summary>The JSON schema of an answer, in the subset that providers accept for structured output: every member is required.</summary>
public static class BallotSchema
{
    /// <summary>The schema for <paramref name="form"/>.</summary>
    public static JsonElement For(BallotForm form)
    {
        var keys = form.Keys;
        List<string> options = [.. form.Shown.Select((_, position) => keys.Key(position))];
        var properties = new JsonObject { ["reasoning"] = Typed("string") };
        if (form.Question.IsOpen)
        {
            properties["choice"] = OneOf(["answer", keys.Abstain, keys.Objection]);
            properties["position"] = Nullable("string");
        }
        else
        {
            properties["choice"] = OneOf([.. options, keys.Abstain, keys.Objection]);
            properties["acceptable"] = Several(options);
            if (form.Ranked)
            {
                properties["ranking"] = Several(options);
            }
        }

        if (form.Round > 1)
        {
            properties["moved_by"] = Nullable("integer");
            properties["answers"] = Nullable("integer");
        }

        properties["objection"] = Nullable("string");
        properties["confidence"] = Typed("number");
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]),
            ["additionalProperties"] = false,
        };
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Nullable(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject OneOf(IEnumerable<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };

    private static JsonObject Several(IEnumerable<string> values) => new() { ["type"] = "array", ["items"] = OneOf(values) };
}
