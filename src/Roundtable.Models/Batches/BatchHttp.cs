using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Batches;

/// <summary>It is not known whether the provider received a request: its answer was lost, or it failed with words that leave it open.</summary>
/// <param name="message">What happened, one sentence.</param>
internal sealed class LostAnswerException(string message) : Exception(message);

/// <summary>Requests to a provider's batches: each is sent once.</summary>
/// <param name="endpoint">The way to the provider.</param>
/// <param name="http">The way out.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchHttp(Endpoint endpoint, HttpClient http, TimeProvider time)
{
    /// <summary>How often a document is asked for at most.</summary>
    private const int DownloadTries = 5;

    /// <summary>The most bytes that a document may have.</summary>
    private const long MaxDownloadBytes = 4L * 1024 * 1024 * 1024;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _uploadLimit = TimeSpan.FromMinutes(30);

    /// <summary>The way to the provider.</summary>
    public Endpoint Endpoint => endpoint;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Reads a document.</summary>
    /// <exception cref="ModelCallException">When there is none.</exception>
    public async Task<JsonElement> GetAsync(string path, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, null, headers, _limit, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The endpoint knows what may be told of any of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw endpoint.Failure(e);
        }
    }

    /// <summary>Sends a request that must not be received twice. It is not cut off by whoever waits: what it costs would not be known.</summary>
    /// <exception cref="ModelCallException">When the provider certainly did not accept it.</exception>
    /// <exception cref="LostAnswerException">When it may have.</exception>
    public async Task<JsonElement> PostAsync(string path, HttpContent? content, IReadOnlyList<(string Name, string Value)> headers)
    {
        try
        {
            return await SendAsync(HttpMethod.Post, path, content, headers, _uploadLimit, CancellationToken.None);
        }
        catch (StatusException e) when (IsRefusal(e.Status))
        {
            throw endpoint.Failure(e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw endpoint.Failure(e);
        }
#pragma warning disable CA1031 // The endpoint knows what may be told of any of them.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new LostAnswerException(endpoint.Failure(e).Message);
        }
    }

    /// <summary>Copies a document to the end of a file. A download that is cut goes on where it ended, where the server says how, or begins again.</summary>
    /// <param name="path">The path.</param>
    /// <param name="headers">Headers besides the key's.</param>
    /// <param name="file">The file; it is longer by the whole document afterwards, or as long as before.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ModelCallException">When it cannot be had.</exception>
    public async Task DownloadAsync(
        string path, IReadOnlyList<(string Name, string Value)> headers, FileStream file, CancellationToken cancellation)
    {
        var start = file.Length;
        Resumption? resumption = null;
        for (var attempt = 1; ; attempt++)
        {
            var body = (KeptStream?)null;
            try
            {
                using var message = Message(HttpMethod.Get, path, headers);
                resumption?.AddTo(message);
                using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
                body = new KeptStream(await response.Content.ReadAsStreamAsync(cancellation), endpoint.Key?.Reveal(), MaxDownloadBytes, keeps: false);
                if (!response.IsSuccessStatusCode)
                {
                    throw new StatusException(response.StatusCode, response.Headers, await StartAsync(body, cancellation));
                }

                if (resumption is null || !resumption.Continues(response))
                {
                    file.SetLength(start);
                    resumption = Resumption.Of(response);
                }

                file.Seek(0, SeekOrigin.End);
                await body.CopyToAsync(file, cancellation);
                return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                file.SetLength(start);
                throw;
            }
#pragma warning disable CA1031 // The endpoint knows what may be told of any of them.
            catch (Exception e)
#pragma warning restore CA1031
            {
                resumption?.Received(file.Length - start, body is { Scrubbed: false });
                var failure = endpoint.Failure(e);
                if (!failure.IsTransient || attempt >= DownloadTries)
                {
                    file.SetLength(start);
                    throw failure;
                }

                await Task.Delay(failure.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(60, 1 << attempt)), time, cancellation);
            }
        }
    }

    private static async Task<string> StartAsync(KeptStream body, CancellationToken cancellation)
    {
        var start = new byte[16 * 1024];
        return Encoding.UTF8.GetString(start, 0, await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation));
    }

    /// <summary>Statuses with which a server says that it did nothing. A time-out, a conflict and a server's own failure leave it open.</summary>
    private static bool IsRefusal(HttpStatusCode status) => (int)status is >= 300 and < 500 and not (408 or 409 or 425 or 499);

    private async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        IReadOnlyList<(string Name, string Value)> headers,
        TimeSpan limit,
        CancellationToken cancellation)
    {
        // The limit is the system's time: it is about a connection that hangs, not about how long a batch takes.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        using var message = Message(method, path, headers);
        message.Content = content;
        await using var answer = await HttpAnswer.SendAsync(http, message, endpoint.Key?.Reveal(), stop.Token);
        var bytes = await answer.ReadAsync(stop.Token);
        try
        {
            return WireText.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw endpoint.Malformed("is not JSON", e);
        }
    }

    private HttpRequestMessage Message(HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> headers)
    {
        var message = new HttpRequestMessage(method, endpoint.Connection.Address.ToString().TrimEnd('/') + path);
        endpoint.Sign(message, headers);
        return message;
    }

    /// <summary>How a download that was cut goes on: RFC 9110, 14.2 and 13.1.5, with a strong validator and a known length alone.</summary>
    private sealed class Resumption(EntityTagHeaderValue tag, long length)
    {
        private long _received;
        private bool _possible = true;

        public static Resumption? Of(HttpResponseMessage response) =>
            response is { StatusCode: HttpStatusCode.OK, Headers.ETag: { IsWeak: false } tag, Content.Headers.ContentLength: { } length }
            && response.Headers.AcceptRanges.Contains("bytes")
                ? new Resumption(tag, length)
                : null;

        public void Received(long bytes, bool whole) => (_received, _possible) = (bytes, _possible && whole && bytes > 0 && bytes < length);

        public void AddTo(HttpRequestMessage message)
        {
            if (_possible)
            {
                message.Headers.Range = new RangeHeaderValue(_received, null);
                message.Headers.IfRange = new RangeConditionHeaderValue(tag);
            }
        }

        public bool Continues(HttpResponseMessage response) =>
            _possible && response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange is { From: { } from, Length: var whole } && from == _received && (whole is null || whole == length);
    }
}
