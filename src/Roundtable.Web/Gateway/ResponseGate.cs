using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>
/// What of a response is handed on, and when. Bytes of a stream pass until one of them says how the answer ended; everything else waits in the exchange's
/// copy until <see cref="ReleaseAsync"/>, status and headers included where nothing passed before.
/// </summary>
/// <param name="response">The response to the caller.</param>
/// <param name="exchange">The exchange.</param>
/// <param name="maxBytes">Maximum size of the body.</param>
internal sealed class ResponseGate(HttpResponse response, Exchange exchange, long maxBytes)
{
    private const int Block = 64 << 10;
    private const int Small = 4 << 10; // what is copied rather than sent in two pieces
    private const string EventStream = "text/event-stream";

    private long _sent;

    /// <summary>Whether the body grew larger than it may.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Why the body could not be kept: then the exchange cannot be recorded.</summary>
    public IOException? Fault { get; private set; }

    /// <summary>Takes status and headers; those of a stream go at once where bytes may pass, others wait with their body.</summary>
    /// <param name="message">The upstream's response.</param>
    /// <param name="cancellation">Stops.</param>
    public Task BeginAsync(HttpResponseMessage message, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string>> recorded = [];
        response.StatusCode = (int)message.StatusCode;
        HandOn(message.Headers, response.Headers, recorded);
        HandOn(message.Content.Headers, response.Headers, recorded);
        if (message.Headers.TransferEncodingChunked == true)
        {
            response.Headers.ContentLength = null; // of the two, the length counts for nothing (RFC 9112, 6.3)
        }

        recorded.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        exchange.ResponseHeaders = recorded;
        var type = message.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "";
        var encoding = message.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encodings) ? encodings.ToString() : null;
        exchange.Begin((int)message.StatusCode, type.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase), encoding);
        return exchange.Reader is { CanPass: true } ? response.StartAsync(cancellation) : Task.CompletedTask;
    }

    /// <summary>Copies the body, and hands on what may pass.</summary>
    /// <param name="body">The body.</param>
    /// <param name="moved">Is told that bytes came.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the upstream cut it, it is too large, or it cannot be kept.</exception>
    public async Task CopyAsync(Stream body, Action moved, CancellationToken cancellation)
    {
        var received = exchange.Received;
        while (await body.ReadAsync(received.Room(), cancellation) is > 0 and var read)
        {
            moved();
            if (received.Length + read > maxBytes)
            {
                IsTooLarge = true;
                throw new IOException("The response is larger than the gateway accepts.");
            }

            ReadOnlyMemory<byte> piece;
            try
            {
                piece = received.Take(read);
            }
            catch (IOException e)
            {
                Fault = e;
                throw;
            }

            if (exchange.Reader is { CanPass: true } reader && reader.Push(piece.Span) is var passing && passing > _sent)
            {
                await SendAsync(piece, passing, cancellation);
            }
        }
    }

    /// <summary>Sends what waited; where that is no body, status and headers follow when the request ends.</summary>
    public ValueTask ReleaseAsync(CancellationToken cancellation) =>
        exchange.Received.Length > _sent ? SendAsync(default, exchange.Received.Length, cancellation) : ValueTask.CompletedTask;

    /// <summary>Forgets what waited.</summary>
    public void Drop() => _sent = exchange.Received.Length;

    /// <summary>Hands on trailers, where the caller's protocol has them.</summary>
    public void HandOnTrailers(HttpResponseHeaders trailers)
    {
        if (response.SupportsTrailers())
        {
            foreach (var (name, values) in trailers.NonValidated)
            {
                if (GatewayHeaders.IsHandedOn(name))
                {
                    response.AppendTrailer(name, values.Count == 1 ? values.ToString() : values.ToArray());
                }
            }
        }
    }

    private static void HandOn(HttpHeaders from, IHeaderDictionary to, List<KeyValuePair<string, string>> recorded)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!GatewayHeaders.IsHandedOn(name))
            {
                continue;
            }

            StringValues all = values.Count == 1 ? values.ToString() : values.ToArray();
            to[name] = all;
            if (GatewayHeaders.IsRecorded(name))
            {
                recorded.Add(KeyValuePair.Create(name.ToLowerInvariant(), all.ToString()));
            }
        }
    }

    /// <summary>Sends the bytes up to a position, of which <paramref name="last"/> are those that came last.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> last, long until, CancellationToken cancellation)
    {
        if (exchange.Received.IsInMemory)
        {
            await SendFromMemoryAsync(until, cancellation);
            return;
        }

        var lastStart = exchange.Received.Length - last.Length;
        if (_sent < lastStart || last.IsEmpty)
        {
            await SendFromFileAsync(last.IsEmpty ? until : Math.Min(until, lastStart), cancellation);
        }

        if (_sent < until)
        {
            var (start, length) = ((int)(_sent - lastStart), (int)(until - _sent));
            _sent = until;
            await response.Body.WriteAsync(last.Slice(start, length), cancellation);
        }
    }

    /// <summary>Sends what lies in one block as it lies there, and what crosses from one into the next as one piece: an event is one write.</summary>
    private async ValueTask SendFromMemoryAsync(long until, CancellationToken cancellation)
    {
        while (_sent < until)
        {
            var piece = exchange.Received.InMemory(_sent);
            var left = (int)(until - _sent);
            if (piece.Length >= Math.Min(left, Small))
            {
                piece = piece[..Math.Min(left, piece.Length)];
                _sent += piece.Length;
                await response.Body.WriteAsync(piece, cancellation);
                continue;
            }

            var joined = ArrayPool<byte>.Shared.Rent(Math.Min(left, Small));
            try
            {
                var read = exchange.Received.Read(joined.AsSpan(0, Math.Min(left, Small)), _sent);
                _sent += read;
                await response.Body.WriteAsync(joined.AsMemory(0, read), cancellation);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(joined);
            }
        }
    }

    private async ValueTask SendFromFileAsync(long end, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            while (_sent < end)
            {
                var read = exchange.Received.Read(block.AsSpan(0, (int)Math.Min(Block, end - _sent)), _sent);
                if (read == 0)
                {
                    throw new IOException("The copy of the response ended early.");
                }

                await response.Body.WriteAsync(block.AsMemory(0, read), cancellation);
                _sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
