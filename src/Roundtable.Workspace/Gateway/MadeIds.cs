using System.Buffers;
using System.Text.Json;

namespace Roundtable.Workspace.Gateway;

/// <summary>Finds in a response the ids of what the provider keeps since then.</summary>
internal static class MadeIds
{
    /// <summary>The ids; none where it was refused, or cannot be read.</summary>
    /// <param name="exchange">The exchange, with its response as it came.</param>
    /// <exception cref="IOException">When the copy of the response cannot be read.</exception>
    public static IReadOnlyList<string> Of(Exchange exchange)
    {
        if (exchange.Status is not (>= 200 and < 300) || !exchange.Received.CanBeKept || exchange.Received.Length == 0)
        {
            return [];
        }

        var body = Decoded(exchange);
        HashSet<string> ids = new(StringComparer.Ordinal);
        if (Header(exchange, "content-type")?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            TakeEvents(body, ids);
        }
        else
        {
            Take(body, ids);
        }

        return [.. ids];
    }

    /// <summary>The response's body, decompressed; empty where it cannot be.</summary>
    /// <param name="exchange">The exchange; its response is small enough to be kept.</param>
    /// <exception cref="IOException">When the copy of the response cannot be read.</exception>
    internal static ReadOnlyMemory<byte> Decoded(Exchange exchange)
    {
        using var decoder = BodyDecoder.For(Header(exchange, "content-encoding"));
        var body = exchange.Received.ToMemory();
        var decoded = new ArrayBufferWriter<byte>();
        return decoder is null ? default : decoder.IsPlain ? body : decoder.TryPush(body.Span, decoded) ? decoded.WrittenMemory : default;
    }

    private static string? Header(Exchange exchange, string name)
    {
        var found = exchange.ResponseHeaders.FirstOrDefault(h => h.Key == name);
        return found.Key is null ? null : found.Value;
    }

    private static void TakeEvents(ReadOnlyMemory<byte> body, HashSet<string> ids)
    {
        while (body.Length > 0)
        {
            var end = body.Span.IndexOfAny((byte)'\n', (byte)'\r');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.StartsWith("data:"u8))
            {
                Take(line["data:".Length..], ids);
            }
        }
    }

    /// <summary>The id of the whole, that of the response in an event, and those of the items that a response consists of.</summary>
    private static void Take(ReadOnlyMemory<byte> json, HashSet<string> ids)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            Add(root);
            foreach (var name in (ReadOnlySpan<string>)["response", "item"])
            {
                if (root.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object)
                {
                    Add(inner);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What cannot be read made nothing that can be named; nobody reaches it then.
        }

        void Add(JsonElement thing)
        {
            if (thing.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
            {
                ids.Add(id.GetString()!);
            }

            foreach (var item in thing.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Array ? output.EnumerateArray() : default)
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var own) && own.ValueKind == JsonValueKind.String)
                {
                    ids.Add(own.GetString()!);
                }
            }
        }
    }
}
