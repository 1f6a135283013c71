using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>An upstream over bare sockets: it keeps the bytes of each request, and answers with whatever a test wants, split as it wants.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Request, Socket, Task> _answer;

    public RawUpstream(Func<Request, Socket, Task> answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = AcceptAsync();
    }

    /// <summary>A request as it came.</summary>
    internal sealed record Request(string Head, byte[] Body)
    {
        /// <summary>The value of a header; null where there is none.</summary>
        public string? Header(string name) => Head.Split("\r\n").Skip(1).Select(l => l.Split(": ", 2))
            .FirstOrDefault(p => string.Equals(p[0], name, StringComparison.OrdinalIgnoreCase))?[1];
    }

    public ConcurrentQueue<Request> Requests { get; } = new();

    public string Address => $"http://{_listener.LocalEndPoint}";

    /// <summary>A response with a length.</summary>
    public static byte[] Whole(string body, string type = "application/json", string more = "", int status = 200) =>
        Whole(Encoding.UTF8.GetBytes(body), type, more, status);

    /// <summary>A response with a length.</summary>
    public static byte[] Whole(byte[] body, string type = "application/json", string more = "", int status = 200) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{more}Content-Length: {body.Length}\r\n\r\n"), .. body];

    /// <summary>The head of a stream in chunks.</summary>
    public static byte[] StreamHead(string more = "") =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{more}Transfer-Encoding: chunked\r\n\r\n");

    /// <summary>A chunk.</summary>
    public static byte[] Chunk(byte[] bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    /// <summary>The last chunk.</summary>
    public static byte[] End { get; } = "0\r\n\r\n"u8.ToArray();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                Request? request;
                while ((request = Take(bytes)) is null)
                {
                    var read = await socket.ReceiveAsync(buffer, _end.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    bytes.Seek(0, SeekOrigin.End);
                    bytes.Write(buffer, 0, read);
                }

                Requests.Enqueue(request);
                await _answer(request, socket);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private static Request? Take(MemoryStream bytes)
    {
        var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        var head = all.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var request = new Request(Encoding.ASCII.GetString(all[..head]), []);
        var rest = all[(head + 4)..];
        byte[] body = [];
        int used;
        if (request.Header("Transfer-Encoding") is not null)
        {
            if (!RawCaller.TryDechunk(rest, out body, out used))
            {
                return null;
            }
        }
        else
        {
            used = int.Parse(request.Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            if (rest.Length < used)
            {
                return null;
            }

            body = rest[..used].ToArray();
        }

        var left = rest[used..].ToArray();
        bytes.SetLength(0);
        bytes.Write(left);
        return request with { Body = body };
    }
}
