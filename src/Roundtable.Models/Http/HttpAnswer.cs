using System.Text;

namespace Roundtable.Models.Http;

/// <summary>The answer to a request, while it arrives. Its bytes are kept as they came, but for the key.</summary>
internal sealed class HttpAnswer : IAsyncDisposable
{
    private const string EventStream = "text/event-stream";

    private const int MaxErrorBytes = 64 * 1024;

    private readonly HttpResponseMessage _response;

    private HttpAnswer(HttpResponseMessage response, KeptStream body) => (_response, Body) = (response, body);

    /// <summary>The body; what is read of it is kept.</summary>
    public KeptStream Body { get; }

    /// <summary>Whether the body is a stream of events.</summary>
    public bool IsEventStream => _response.Content.Headers.ContentType?.MediaType == EventStream;

    /// <summary>Sends a request, and returns as soon as its answer begins.</summary>
    /// <param name="client">The way out.</param>
    /// <param name="request">The request.</param>
    /// <param name="key">The key that the request carries and the answer must not repeat; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StatusException">When the answer is no success.</exception>
    /// <exception cref="HttpRequestException">When there is no answer.</exception>
    public static async Task<HttpAnswer> SendAsync(HttpClient client, HttpRequestMessage request, string? key, CancellationToken cancellation)
    {
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        try
        {
            var body = new KeptStream(await response.Content.ReadAsStreamAsync(cancellation), key, length: response.Content.Headers.ContentLength);
            return response.IsSuccessStatusCode
                ? new HttpAnswer(response, body)
                : throw new StatusException(response.StatusCode, response.Headers, await StartAsync(body, cancellation));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The whole body.</summary>
    public async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        await Body.CopyToAsync(Stream.Null, cancellation);
        return Body.Bytes;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        _response.Dispose();
    }

    /// <summary>The start of an error's body; what a cut connection left of it is better than nothing.</summary>
    private static async Task<string> StartAsync(KeptStream body, CancellationToken cancellation)
    {
        try
        {
            _ = await body.ReadAtLeastAsync(new byte[MaxErrorBytes], MaxErrorBytes, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
        }

        return Encoding.UTF8.GetString(body.Bytes);
    }
}
