using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Calls;

/// <summary>A request to a model, as it goes over the wire.</summary>
/// <param name="Protocol">What it is written in, and its answer too.</param>
/// <param name="Path">The end of the address, after the connection's: <c>/chat/completions</c>.</param>
/// <param name="Body">The body, JSON in UTF-8.</param>
internal sealed record WireRequest(Protocol Protocol, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Headers besides the key's and the content's.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The request with what a seat wants in it besides.</summary>
    public WireRequest With(SeatSettings? settings) => settings is { Body: null, Headers: null } or null
        ? this
        : this with
        {
            Body = settings.Body is { } more ? Merged(Body, more) : Body,
            Headers = [.. Headers, .. (settings.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(h => (h.Key, h.Value))],
        };

    /// <summary>The request for an endpoint.</summary>
    public HttpRequestMessage To(Endpoint endpoint)
    {
        // Gemini's own API stands beside its OpenAI-compatible one, and takes the key in a header of its own.
        var (root, isGemini) = (endpoint.Connection.Address.ToString().TrimEnd('/'), Protocol == Protocol.GenerateContent);
        root = isGemini && root.EndsWith("/openai", StringComparison.Ordinal) ? root[..^"/openai".Length] : root;
        var message = new HttpRequestMessage(HttpMethod.Post, root + Path)
        {
            Content = new ReadOnlyMemoryContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        endpoint.Sign(message, Headers, isGemini ? "x-goog-api-key" : null);
        return message;
    }

    /// <summary>The body with more members: objects become one, anything else takes the place of what is there.</summary>
    private static ReadOnlyMemory<byte> Merged(ReadOnlyMemory<byte> body, JsonElement more)
    {
        var root = JsonNode.Parse(body.Span)!.AsObject();
        Merge(root, JsonObject.Create(more)!);
        return Encoding.UTF8.GetBytes(root.ToJsonString());

        static void Merge(JsonObject into, JsonObject from)
        {
            foreach (var (name, value) in from)
            {
                if (value is JsonObject inner && into[name] is JsonObject there)
                {
                    Merge(there, inner);
                }
                else
                {
                    into[name] = value?.DeepClone();
                }
            }
        }
    }
}
