using System.Text.Json;

namespace Roundtable.Web.PanelModels;

/// <summary>
/// Reads the members of a request one by one. What a panel cannot honour is refused by name; a value that asks for nothing, such as null, an empty list of
/// tools or one choice, is accepted.
/// </summary>
internal static class RequestMembers
{
    /// <summary>Parses a body.</summary>
    /// <exception cref="PanelRequestException">When it is no JSON object.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonElement.Parse(body.Span, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return root.ValueKind == JsonValueKind.Object ? root : throw Malformed("The body should be a JSON object.");
        }
        catch (JsonException e)
        {
            throw Malformed($"The body is not valid JSON: {e.Message}");
        }
    }

    /// <summary>The members that are not null; every one of them must be handled by its name.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Of(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw PanelRequestException.Invalid(place, "should be a JSON object.");
        }

        return element.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).Select(m => (m.Name, m.Value));
    }

    /// <summary>The items of a list, with their places.</summary>
    public static IEnumerable<(JsonElement Item, string Place)> Items(JsonElement list, string place) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray().Select((item, i) => (item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}[{i}]")))
        : throw PanelRequestException.Invalid(place, "should be a list.");

    /// <summary>A text.</summary>
    public static string Text(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw PanelRequestException.Invalid(place, "should be a text.");

    /// <summary>True or false.</summary>
    public static bool Flag(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw PanelRequestException.Invalid(place, "should be true or false."),
    };

    /// <summary>A number.</summary>
    public static double Number(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
            : throw PanelRequestException.Invalid(place, "should be a number.");

    /// <summary>A whole number above 0.</summary>
    public static int Count(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count > 0
            ? count
            : throw PanelRequestException.Invalid(place, "should be a whole number above 0.");

    /// <summary>The value of a member <c>type</c>, or <paramref name="otherwise"/> where there is none.</summary>
    public static string Type(JsonElement value, string place, string otherwise = "") =>
        value.ValueKind != JsonValueKind.Object ? throw PanelRequestException.Invalid(place, "should be a JSON object.")
        : value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : otherwise;

    /// <summary>Refuses a member unless its value asks for nothing.</summary>
    public static void Neutral(JsonElement value, string place)
    {
        var why = Why(place);
        if (!AsksNothing(place, value))
        {
            throw PanelRequestException.Unsupported(place, why);
        }
    }

    /// <summary>Refuses a member that is not known.</summary>
    public static PanelRequestException Unknown(string place) => new(
        400,
        "unknown_parameter",
        place,
        $"'{place}' is not known to a panel, and what it asks for would be ignored: leave it out. docs/panels-as-models.md lists what is known.");

    private static bool AsksNothing(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0 || (name == "modalities" && value is var m && m.GetArrayLength() == 1 && m[0].ValueEquals("text")),
        JsonValueKind.Object => name is "tool_choice" ? Type(value, name) is "auto" or "none" : !value.EnumerateObject().Any(),
        JsonValueKind.False => name is "logprobs" or "store" or "background" or "parallel_tool_calls",
        JsonValueKind.True => name is "parallel_tool_calls",
        JsonValueKind.Number => name is "n" ? value.TryGetInt32(out var n) && n == 1
            : name is "top_logprobs" or "presence_penalty" or "frequency_penalty" && value.TryGetDouble(out var zero) && zero == 0,
        JsonValueKind.String => (name, value.GetString()) is ("tool_choice" or "function_call", "auto" or "none")
            or ("service_tier", "auto" or "default" or "standard_only")
            or ("truncation", "disabled") or ("verbosity", "medium"),
        _ => false,
    };

    private static string Why(string name) => name switch
    {
        "tools" or "functions" or "tool_choice" or "function_call" or "max_tool_calls" or "mcp_servers" or "container" or "web_search_options" =>
            "it calls no tools of the caller's. Give tools to seats in roundtable.yaml, or call a model directly.",
        "n" => "it gives one answer. Send the request again for another.",
        "logprobs" or "top_logprobs" or "logit_bias" => "several models answer, and their tokens have no common probabilities.",
        "stop" or "stop_sequences" => "the answer is written from whole sentences, each of which is checked.",
        "previous_response_id" or "conversation" or "store" or "background" or "prompt" =>
            "responses are not stored under ids of their own; send the conversation with each request. The session stays on record.",
        "modalities" or "audio" => "it answers in text.",
        "seed" => "seats sample at their providers, which it cannot repeat.",
        "service_tier" => "each seat's tier is that of its connection.",
        _ => "leave it out.",
    };

    private static PanelRequestException Malformed(string message) => new(400, "invalid_json", null, message);
}
