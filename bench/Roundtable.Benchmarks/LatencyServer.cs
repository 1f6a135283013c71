using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Benchmarks;

/// <summary>
/// A local server that answers every chat completion with the same ballot after a fixed delay. It speaks HTTP over bare
/// sockets, so that what is measured is the client. <c>GET /stats</c> tells how many calls it answered, how many it held
/// at once, and for how long on average.
/// </summary>
internal sealed class LatencyServer(TimeSpan latency) : IDisposable
{
    private static readonly byte[] _headEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] _answer = Http(
        """
        {"id":"chatcmpl-bench","object":"chat.completion","created":1,"model":"bench-1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"reasoning\":\"The smaller step can be undone when it turns out wrong, and it shows sooner than an argument could what the larger one would cost. That outweighs the time it takes.\",\"choice\":\"1\",\"label\":\"a\",\"acceptable\":[1],\"objection\":null,\"confidence\":0.8}"}}],"usage":{"prompt_tokens":220,"completion_tokens":60,"total_tokens":280}}
        """);

    private readonly ExactDelay _delay = new(latency);
    private int _calls;
    private int _held;
    private int _mostHeld;
    private long _heldTicks;

    /// <summary>Listens on loopback until <paramref name="cancellation"/>; says where on standard output.</summary>
    public async Task RunAsync(int port, CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        await Console.Out.WriteLineAsync($"http://{listener.LocalEndPoint}/v1");
        while (!cancellation.IsCancellationRequested)
        {
            var socket = await listener.AcceptAsync(cancellation);
            socket.NoDelay = true;
            _ = ServeAsync(socket, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _delay.Dispose();

    private async Task ServeAsync(Socket socket, CancellationToken cancellation)
    {
        using var _ = socket;
        var buffer = new byte[64 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                int length;
                while ((length = RequestLength(buffer.AsSpan(0, filled))) < 0 || length > filled)
                {
                    if (length > buffer.Length || filled == buffer.Length)
                    {
                        Array.Resize(ref buffer, Math.Max(length, buffer.Length * 2));
                    }

                    var read = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellation);
                    if (read == 0)
                    {
                        return;
                    }

                    filled += read;
                }

                var stats = buffer.AsSpan().StartsWith("GET"u8);
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
                if (stats)
                {
                    await socket.SendAsync(Http($$"""{"calls":{{_calls}},"mostAtOnce":{{_mostHeld}},"meanMs":{{TimeSpan.FromTicks(_heldTicks / Math.Max(1, _calls)).TotalMilliseconds}}}"""), cancellation);
                    continue;
                }

                Hold();
                var arrived = Stopwatch.GetTimestamp();
                await _delay.WaitAsync();
                Interlocked.Decrement(ref _held);
                await socket.SendAsync(_answer, cancellation);
                Interlocked.Add(ref _heldTicks, Stopwatch.GetElapsedTime(arrived).Ticks);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client went away.
        }
    }

    private void Hold()
    {
        Interlocked.Increment(ref _calls);
        var held = Interlocked.Increment(ref _held);
        int most;
        while (held > (most = _mostHeld) && Interlocked.CompareExchange(ref _mostHeld, held, most) != most)
        {
            // Another call raised it meanwhile.
        }
    }

    /// <summary>Length of the first request with its body, or −1 while its head is incomplete.</summary>
    private static int RequestLength(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf(_headEnd);
        if (head < 0)
        {
            return -1;
        }

        var body = 0;
        for (var rest = received[..head]; rest.IndexOf("\r\n"u8) is var line and >= 0;)
        {
            rest = rest[(line + 2)..];
            if (rest.Length > 15
                && Ascii.EqualsIgnoreCase(rest[..15], "content-length:"u8)
                && Utf8Parser.TryParse(rest[15..].TrimStart((byte)' '), out int length, out _))
            {
                body = length;
            }
        }

        return head + _headEnd.Length + body;
    }

    private static byte[] Http(string json) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
}
