using System.Net.Http.Headers;
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

    /// <summary>The request for an endpoint.</summary>
    public HttpRequestMessage To(Endpoint endpoint)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Connection.Address.ToString().TrimEnd('/') + Path)
        {
            Content = new ReadOnlyMemoryContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (endpoint.Key is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        }

        foreach (var (name, value) in Headers)
        {
            message.Headers.Add(name, value);
        }

        return message;
    }
}
