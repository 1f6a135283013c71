using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Benchmarks;

/// <summary>
/// How late events of many streams arrive: an upstream that says in each event when it was sent, and readers straight at it and behind a gateway. Starts are
/// spread evenly over the time between two events.
/// </summary>
internal sealed class GatewayStreams(int port, Uri through, int seconds)
{
    private const int Streams = 500;
    private const int EventsPerSecond = 50;
    private const string Mark = "\"content\":\"";

    private static readonly byte[] _head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();
    private static readonly byte[] _end = Chunk("data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "0\r\n\r\n");

    /// <summary>Runs both and reports what the gateway adds.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        _ = AcceptAsync(listener, cancellation);
        var at = new Uri($"http://127.0.0.1:{port}/v1/chat/completions");
        await MeasureAsync(through, 2, cancellation);
        var (straight, _) = await MeasureAsync(at, seconds, cancellation);
        var (gateway, unfinished) = await MeasureAsync(through, seconds, cancellation);
        BenchTable.Report(
            ("streams", Streams),
            ("eventsPerSecond", EventsPerSecond),
            ("events", gateway.Count),
            ("directP50Ms", GatewayLatency.Percentile(straight, 0.5)),
            ("directP99Ms", GatewayLatency.Percentile(straight, 0.99)),
            ("throughP50Ms", GatewayLatency.Percentile(gateway, 0.5)),
            ("throughP99Ms", GatewayLatency.Percentile(gateway, 0.99)),
            ("addedP99Ms", GatewayLatency.Percentile(gateway, 0.99) - GatewayLatency.Percentile(straight, 0.99)),
            ("unfinished", unfinished));
    }

    private static byte[] Chunk(string text, string after = "") =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n{after}"));

    private static async Task AcceptAsync(Socket listener, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            _ = SendAsync(await listener.AcceptAsync(cancellation), cancellation);
        }
    }

    private static async Task SendAsync(Socket socket, CancellationToken cancellation)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[4096];
        try
        {
            while (await AskedAsync(socket, buffer, cancellation) is { } count)
            {
                await socket.SendAsync(_head, cancellation);
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000.0 / EventsPerSecond));
                for (var i = 0; i < count && await timer.WaitForNextTickAsync(cancellation); i++)
                {
                    var now = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
                    await socket.SendAsync(
                        Chunk($"data: {{\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{now}\"}},\"finish_reason\":null}}]}}\n\n"), cancellation);
                }

                await socket.SendAsync(_end, cancellation);
            }
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>
    /// For how many events the next request asks, which it says at the end of its body; null where there is no next request. Head and body may come in two
    /// pieces.
    /// </summary>
    private static async Task<int?> AskedAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        const string Asks = "\"max_tokens\":";
        var kept = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(kept), cancellation) is > 0 and var read)
        {
            kept += read;
            var text = Encoding.ASCII.GetString(buffer, 0, kept);
            if (text.IndexOf(Asks, StringComparison.Ordinal) is >= 0 and var found && text.EndsWith('}'))
            {
                return int.Parse(text[(found + Asks.Length)..].TrimEnd('}'), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static async Task<(List<double> Milliseconds, int Unfinished)> MeasureAsync(Uri to, int seconds, CancellationToken cancellation)
    {
        var delays = new List<double>[Streams];
        var finished = 0;
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async i =>
        {
            delays[i] = new List<double>(seconds * EventsPerSecond);
            await Task.Delay(TimeSpan.FromMilliseconds(i * 1000.0 / Streams), cancellation);
            if (await ReadAsync(to, seconds * EventsPerSecond, delays[i], cancellation))
            {
                Interlocked.Increment(ref finished);
            }
        }));
        return ([.. delays.SelectMany(d => d)], Streams - finished);
    }

    private static async Task<bool> ReadAsync(Uri to, int events, List<double> delays, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.Host, to.Port, cancellation);
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"model\":\"m\",\"stream\":true,\"max_tokens\":{events}}}");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {to.PathAndQuery} HTTP/1.1\r\nHost: {to.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{head}Connection: close\r\n\r\n{body}"), cancellation);
        var buffer = new byte[16 * 1024];
        var kept = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(kept), cancellation) is > 0 and var read)
        {
            var now = Stopwatch.GetTimestamp();
            kept = Take(buffer.AsSpan(0, kept + read), now, delays, out var done);
            if (done)
            {
                return delays.Count == events;
            }
        }

        return false;
    }

    /// <summary>Takes the events that are whole; returns how many bytes were moved to the front.</summary>
    private static int Take(Span<byte> bytes, long now, List<double> delays, out bool done)
    {
        var mark = Encoding.ASCII.GetBytes(Mark);
        done = bytes.IndexOf("[DONE]"u8) >= 0;
        var taken = 0;
        while (bytes[taken..].IndexOf(mark) is >= 0 and var found && bytes[(taken + found + mark.Length)..].IndexOf((byte)'"') is >= 0 and var length)
        {
            if (Utf8Parser.TryParse(bytes.Slice(taken + found + mark.Length, length), out long sent, out _))
            {
                delays.Add((now - sent) * 1000.0 / Stopwatch.Frequency);
            }

            taken += found + mark.Length + length;
        }

        var rest = bytes[Math.Max(taken, bytes.Length - 2048)..];
        rest.CopyTo(bytes);
        return rest.Length;
    }
}
