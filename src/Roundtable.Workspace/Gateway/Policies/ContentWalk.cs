using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>Goes through a body once: how large it is in tokens, what it refers to, and whether it reads from elsewhere.</summary>
internal sealed class ContentWalk
{
    /// <summary>The most tokens that a picture is charged as, of those models that charge most for one.</summary>
    private const long MaxPictureTokens = 50_000;

    private const int BytesPerToken = 2;

    /// <summary>Members whose texts are ids of what the provider keeps.</summary>
    private static readonly FrozenSet<string> _ids = new[]
    {
        "file_id", "file_ids", "input_file_id", "training_file", "validation_file", "previous_response_id", "conversation", "vector_store_ids",
        "container", "container_id", "response_id", "batch_id",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members in which anything may be, since they describe or are data of the caller's own tools.</summary>
    private static readonly FrozenSet<string> _free =
        new[] { "input_schema", "parameters", "schema", "metadata" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Members that make a provider read what is not in the request.</summary>
    private static readonly FrozenSet<string> _elsewhere =
        new[] { "file_id", "file_url", "previous_response_id", "conversation", "vector_store_ids" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Tokens, estimated.</summary>
    public long Tokens { get; private set; }

    /// <summary>The ids that it refers to.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>Whether the provider reads what is not in the request.</summary>
    public bool ReadsElsewhere { get; private set; }

    /// <summary>Takes in an element and all that is in it.</summary>
    public void Take(JsonElement element) => Take(element, "", isPicture: false, isFree: false);

    private void Take(JsonElement element, string name, bool isPicture, bool isFree)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                TakeObject(element, name, isFree);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Take(item, name, isPicture, isFree);
                }

                break;
            case JsonValueKind.String:
                TakeText(element, name, isPicture, isFree);
                break;
            default:
                Tokens++;
                break;
        }
    }

    private void TakeObject(JsonElement element, string name, bool isFree)
    {
        var type = Text(element, "type");
        var isPicture = Text(element, "media_type")?.StartsWith("image/", StringComparison.Ordinal) == true;
        ReadsElsewhere |= !isFree && _elsewhere.Contains(name);
        var refers = !isFree && (type == "item_reference" || _ids.Contains(name));
        var hasToolInput = type is "tool_use" or "server_tool_use" or "mcp_tool_use";
        foreach (var member in element.EnumerateObject())
        {
            var inner = member.Name;
            Tokens += (inner.Length / BytesPerToken) + 1;
            if (refers && inner == "id" && member.Value.ValueKind == JsonValueKind.String)
            {
                Ids.Add(member.Value.GetString()!);
            }

            var free = isFree || _free.Contains(inner) || (hasToolInput && inner == "input");
            Take(member.Value, inner, isPicture, free);
        }
    }

    private void TakeText(JsonElement element, string name, bool isPicture, bool isFree)
    {
        // The text with its quotation marks and escapes, without a copy of it.
        var raw = JsonMarshal.GetRawUtf8Value(element);
        var tokens = (raw.Length / BytesPerToken) + 1;
        Tokens += isPicture || raw.StartsWith("\"data:image/"u8) ? Math.Min(tokens, MaxPictureTokens) : tokens;
        if (isFree)
        {
            return;
        }

        if (_ids.Contains(name))
        {
            Ids.Add(element.GetString()!);
        }

        ReadsElsewhere |= _elsewhere.Contains(name)
            || (name is "url" or "image_url" && (raw.StartsWith("\"http"u8) || raw.StartsWith("\"HTTP"u8)));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
