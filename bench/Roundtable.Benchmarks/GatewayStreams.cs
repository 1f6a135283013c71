using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Benchmarks;

/// <summary>
/// How late events of many streams arrive: an upstream that says in each event when it was sent, and readers straight at it and behind a gateway. Streams begin
/// evenly over five seconds, and their events are spread evenly over the time between two.
/// </summary>
internal sealed class GatewayStreams(int port, Uri through, int seconds)
{
    private const int Streams = 500;
    private const int EventsPerSecond = 50;
    private const double MillisecondsOfStarts = 5000;

    private static readonly byte[] _head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();
    private static readonly byte[] _end = EventSender.Chunk(
        "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "0\r\n\r\n");

    private readonly EventSender _events = new(Streams, EventsPerSecond);

    /// <summary>Runs both and reports what the gateway adds.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        _ = AcceptAsync(listener, cancellation);
        var at = new Uri($"http://127.0.0.1:{port}/v1/chat/completions");
        await MeasureAsync(through, seconds, cancellation); // code is compiled, which takes a while: what runs for days is meant
        var (straight, cutStraight) = await MeasureAsync(at, seconds, cancellation);
        var (gateway, cut) = await MeasureAsync(through, seconds, cancellation);
        BenchTable.Report(
            ("streams", Streams),
            ("eventsPerSecond", EventsPerSecond),
            ("events", gateway.Count),
            ("directP50Ms", GatewayLatency.Percentile(straight, 0.5)),
            ("directP99Ms", GatewayLatency.Percentile(straight, 0.99)),
            ("throughP50Ms", GatewayLatency.Percentile(gateway, 0.5)),
            ("throughP99Ms", GatewayLatency.Percentile(gateway, 0.99)),
            ("addedP99Ms", GatewayLatency.Percentile(gateway, 0.99) - GatewayLatency.Percentile(straight, 0.99)),
            ("unfinishedDirect", cutStraight),
            ("unfinished", cut));
    }

    private async Task AcceptAsync(Socket listener, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            _ = SendAsync(await listener.AcceptAsync(cancellation), cancellation);
        }
    }

    private async Task SendAsync(Socket socket, CancellationToken cancellation)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[4096];
        try
        {
            while (await AskedAsync(socket, buffer, cancellation) is { } count)
            {
                await socket.SendAsync(_head, cancellation);
                await _events.SendAsync(socket, count);
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
        var events = seconds * EventsPerSecond;
        var bodies = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(i * MillisecondsOfStarts / Streams), cancellation);
            return await ReadAsync(to, events, cancellation);
        }));
        return ([.. bodies.SelectMany(b => b.Delays)], bodies.Count(b => !b.IsComplete || b.Delays.Count != events));
    }

    private static async Task<EventBody> ReadAsync(Uri to, int events, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.Host, to.Port, cancellation);
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"model\":\"m\",\"stream\":true,\"max_tokens\":{events}}}");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {to.PathAndQuery} HTTP/1.1\r\nHost: {to.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{head}Connection: close\r\n\r\n{body}"), cancellation);
        var response = new EventBody();
        while (!response.IsComplete && await socket.ReceiveAsync(response.Room, cancellation) is > 0 and var read)
        {
            response.Take(read);
        }

        return response;
    }
}
