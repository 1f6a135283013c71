using System.Net;
using System.Text;

namespace Roundtable.Models.Http;

/// <summary>The one pool of HTTP connections that every call shares.</summary>
internal sealed class Transport : DelegatingHandler
{
    /// <summary>The most bytes that an answer may have; a panel's answers have some thousands.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    /// <summary>The media type of server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    private const int ErrorBytes = 64 * 1024;

    private Transport(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <summary>
    /// Sends every call. It sets no time limit, since seats have theirs; it follows no redirect, since a redirect would
    /// carry the key to another host; an answer that is not a success is thrown as <see cref="StatusException"/>. An
    /// answer is read whole unless it is a stream of events; its bytes are handed to <see cref="RawAnswer"/>.
    /// </summary>
    public static HttpClient Http { get; } = new(new Transport(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 1024,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        RawAnswer.Current?.Begin();
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == EventStream)
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var content = new StreamContent(new KeptStream(stream, Key(request), RawAnswer.Current));
            content.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content = content;
            return response;
        }

        if (response.IsSuccessStatusCode)
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (WithoutKey(request, bytes) is { } clean)
            {
                var content = new ByteArrayContent(clean);
                content.Headers.ContentType = response.Content.Headers.ContentType;
                response.Content = content;
                bytes = clean;
            }

            RawAnswer.Current?.Append(bytes);
            return response;
        }

        using (response)
        {
            throw new StatusException(response.StatusCode, response.Headers, await StartAsync(response.Content, cancellationToken));
        }
    }

    /// <summary>The answer without the key that the request carried; null where it does not repeat it. What is recorded must never hold a key.</summary>
    private static byte[]? WithoutKey(HttpRequestMessage request, byte[] answer) =>
        Key(request) is { Length: > 0 } key && answer.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)) >= 0
            ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(answer).Replace(key, "[key]", StringComparison.Ordinal))
            : null;

    private static string? Key(HttpRequestMessage request) =>
        request.Headers.Authorization?.Parameter ?? (request.Headers.TryGetValues("x-api-key", out var values) ? values.First() : null);

    /// <summary>The start of an error's body; what a cut connection left of it is better than nothing.</summary>
    private static async Task<string> StartAsync(HttpContent content, CancellationToken cancellation)
    {
        var buffer = new byte[ErrorBytes];
        var length = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellation);
            length = await stream.ReadAtLeastAsync(buffer, ErrorBytes, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
