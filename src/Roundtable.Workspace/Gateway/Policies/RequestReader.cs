using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>
/// Reads the body of a request at OpenAI's API, one like it, or Anthropic's, for policy alone. Nothing is changed. What two servers could read differently,
/// such as a member that is given twice, is a problem and not a guess.
/// </summary>
public static class RequestReader
{
    private const int MaxDepth = 500;
    private const int MaxChoices = 1_000;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    /// <summary>The members that policy depends on, of which none may be given twice or in another letter case.</summary>
    private static readonly FrozenSet<string> _decisive = new[]
    {
        "model", "models", "max_tokens", "max_completion_tokens", "max_output_tokens", "n", "tools", "previous_response_id", "conversation", "store",
        "service_tier", "speed", "requests", "input_file_id", "training_file", "validation_file", "messages", "input", "system", "prompt",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Members that make a call cost what its tokens do not tell, whatever their value.</summary>
    private static readonly string[] _costly = ["web_search_options", "plugins", "mcp_servers", "audio", "container", "search_parameters", "fallbacks"];

    /// <summary>Tools that the caller runs itself; all others are run by the provider, which charges for them and for what they return.</summary>
    private static readonly string[] _ownTools =
    [
        "function", "custom", "local_shell", "shell", "apply_patch", "computer", "computer_use_preview", "namespace", "tool_search",
        "bash_", "text_editor_", "computer_", "memory_",
    ];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body, not compressed.</param>
    /// <param name="problem">Why it cannot be read, to go on after "The request …"; null where it can.</param>
    /// <returns>What it says; null where it cannot be read.</returns>
    public static RequestReading? Read(ReadOnlyMemory<byte> body, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(body, _options);
            return Read(document.RootElement, out problem);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = "is not JSON in UTF-8";
            return null;
        }
    }

    /// <summary>The model that a body names, for requests of which nothing else matters; it costs a fraction of reading all of it.</summary>
    /// <param name="body">The body, not compressed.</param>
    /// <returns>Null where all of it must be read to know which models may be asked, or that it cannot be read.</returns>
    public static string? ReadModel(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            string? model = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = Ascii.EqualsIgnoreCase(reader.ValueSpan, "model"u8);
                if (reader.ValueIsEscaped || (isModel && (model is not null || !reader.ValueTextEquals("model"u8))) || NamesModels(reader.ValueSpan)
                    || !reader.Read() || (isModel && reader.TokenType != JsonTokenType.String))
                {
                    return null;
                }

                model = isModel ? reader.GetString() : model;
                reader.Skip();
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? model : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a member may name models besides the one.</summary>
    private static bool NamesModels(ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(name, "models"u8) || Ascii.EqualsIgnoreCase(name, "tools"u8) || Ascii.EqualsIgnoreCase(name, "requests"u8);

    private static RequestReading? Read(JsonElement root, out string? problem)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = "is not a JSON object";
            return null;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in root.EnumerateObject())
        {
            var name = member.Name;
            _decisive.TryGetValue(name, out var decisive);
            if (!members.TryAdd(name, member.Value) || (decisive is not null && decisive != name))
            {
                problem = $"gives '{decisive ?? "a member"}' twice, or in other letters than these, so that servers read it differently";
                return null;
            }
        }

        var content = new ContentWalk();
        content.Take(root);
        problem = null;
        var (models, choices) = (Models(members), Choices(members, ref problem));
        var parts = Batch(members, ref problem);
        return problem is not null ? null : new RequestReading(
            [.. models.Distinct(StringComparer.Ordinal)],
            content.Tokens,
            OutputLimit(members, ref problem),
            choices,
            [.. content.Ids.Distinct(StringComparer.Ordinal)],
            content.ReadsElsewhere,
            members.TryGetValue("store", out var store) ? store.ValueKind == JsonValueKind.True : null,
            Unbounded(members),
            parts) is var reading && problem is null ? reading : null;
    }

    /// <summary>The model, the alternatives that routers take, and models that tools bring along.</summary>
    private static IEnumerable<string> Models(Dictionary<string, JsonElement> members)
    {
        if (Text(members, "model") is { } model)
        {
            yield return model;
        }

        foreach (var other in Items(members, "models").Where(m => m.ValueKind == JsonValueKind.String))
        {
            yield return other.GetString()!;
        }

        foreach (var tool in Items(members, "tools"))
        {
            if (tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("model", out var own) && own.ValueKind == JsonValueKind.String)
            {
                yield return own.GetString()!;
            }
        }
    }

    private static int Choices(Dictionary<string, JsonElement> members, ref string? problem)
    {
        if (!members.TryGetValue("n", out var n) || n.ValueKind == JsonValueKind.Null)
        {
            return 1;
        }

        if (n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var choices) && choices is >= 1 and <= MaxChoices)
        {
            return choices;
        }

        problem = $"has an 'n' that is no whole number from 1 to {MaxChoices}";
        return 1;
    }

    /// <summary>The largest of the limits: which of them counts, the provider decides.</summary>
    private static long? OutputLimit(Dictionary<string, JsonElement> members, ref string? problem)
    {
        long? limit = null;
        foreach (var name in (ReadOnlySpan<string>)["max_tokens", "max_completion_tokens", "max_output_tokens"])
        {
            if (!members.TryGetValue(name, out var given) || given.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out var tokens) && tokens >= 0)
            {
                limit = Math.Max(limit ?? 0, tokens);
            }
            else
            {
                problem = $"has a '{name}' that is no whole number of 0 or more";
            }
        }

        return limit;
    }

    private static string? Unbounded(Dictionary<string, JsonElement> members)
    {
        foreach (var name in _costly)
        {
            if (members.TryGetValue(name, out var given) && given.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            {
                return name;
            }
        }

        // 'auto' is the project's own choice at OpenAI; the others that are left out cost as much or less.
        if (Text(members, "service_tier") is { } tier && tier is not ("auto" or "default" or "flex" or "standard_only" or "standard"))
        {
            return "service_tier";
        }

        if (Text(members, "speed") is { } speed && speed is not "standard")
        {
            return "speed";
        }

        foreach (var tool in Items(members, "tools"))
        {
            var type = tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("type", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()! : null;
            if (type is not null && !Array.Exists(_ownTools, o => o.EndsWith('_') ? type.StartsWith(o, StringComparison.Ordinal) : type == o))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The requests of a batch of Anthropic's.</summary>
    private static List<RequestReading> Batch(Dictionary<string, JsonElement> members, ref string? problem)
    {
        List<RequestReading> parts = [];
        foreach (var request in Items(members, "requests"))
        {
            if (request.ValueKind != JsonValueKind.Object || request.EnumerateObject().Count(m => m.Name == "params") != 1
                || Read(request.GetProperty("params"), out var inner) is not { } part)
            {
                problem = "has a request in it that cannot be read";
                return [];
            }

            parts.Add(part);
        }

        return parts;
    }

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var given) && given.ValueKind == JsonValueKind.Array ? given.EnumerateArray() : default;
}
