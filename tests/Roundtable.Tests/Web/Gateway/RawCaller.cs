using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>A caller over a bare socket, which sees exactly the bytes that come, and when.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly MemoryStream _received = new();

    private RawCaller()
    {
    }

    /// <summary>Whether the last read met the end of the connection, orderly or not.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Everything that came so far, as Latin-1.</summary>
    public string Text => Encoding.Latin1.GetString(_received.ToArray());

    /// <summary>The response's body as far as it came, without the chunks' frames.</summary>
    public byte[] Body
    {
        get
        {
            var all = _received.ToArray().AsSpan();
            var head = all.IndexOf("\r\n\r\n"u8);
            var rest = all[(head + 4)..];
            if (!Text[..head].Contains("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase))
            {
                return rest.ToArray();
            }

            TryDechunk(rest, out var body, out _);
            return body;
        }
    }

    /// <summary>Whether the response came to its proper end.</summary>
    public bool IsComplete
    {
        get
        {
            var all = _received.ToArray().AsSpan();
            var head = all.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                return false;
            }

            var rest = all[(head + 4)..];
            return Header("Content-Length") is { } length ? rest.Length == int.Parse(length, CultureInfo.InvariantCulture) : TryDechunk(rest, out _, out _);
        }
    }

    public int Status => int.Parse(Text.AsSpan(9, 3), CultureInfo.InvariantCulture);

    public string? Header(string name) => Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1).Select(l => l.Split(": ", 2))
        .FirstOrDefault(p => string.Equals(p[0], name, StringComparison.OrdinalIgnoreCase))?[1];

    /// <summary>Sends a request on a connection of its own, which ends with the response.</summary>
    public static async Task<RawCaller> SendAsync(string address, string path, byte[] body, string more = "", string method = "POST")
    {
        var to = new Uri(address);
        var caller = new RawCaller();
        await caller._client.ConnectAsync(to.Host, to.Port);
        var type = more.Contains("Content-Type", StringComparison.Ordinal) || body.Length == 0 ? "" : "Content-Type: application/json\r\n";
        var length = method is "GET" or "HEAD" ? "" : $"Content-Length: {body.Length}\r\n";
        byte[] all = [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {to.Authority}\r\nConnection: close\r\n{type}{length}{more}\r\n"), .. body];
        await caller._client.GetStream().WriteAsync(all);
        return caller;
    }

    public static Task<RawCaller> SendAsync(string address, string path, string body, string more = "") =>
        SendAsync(address, path, Encoding.UTF8.GetBytes(body), more);

    /// <summary>Reads until a condition holds or the connection ends.</summary>
    public async Task<RawCaller> ReadAsync(Func<RawCaller, bool>? until = null)
    {
        var buffer = new byte[64 * 1024];
        while (until?.Invoke(this) != true)
        {
            int read;
            try
            {
                read = await _client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                read = 0;
            }

            if (read == 0)
            {
                IsClosed = true;
                return this;
            }

            _received.Write(buffer, 0, read);
        }

        return this;
    }

    /// <summary>Goes away.</summary>
    public void Dispose()
    {
        if (_client.Connected)
        {
            _client.Client.LingerState = new LingerOption(true, 0);
        }

        _client.Dispose();
        _received.Dispose();
    }

    internal static bool TryDechunk(ReadOnlySpan<byte> bytes, out byte[] body, out int used)
    {
        using var output = new MemoryStream();
        used = 0;
        while (bytes[used..].IndexOf("\r\n"u8) is >= 0 and var line)
        {
            var size = int.Parse(bytes.Slice(used, line), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var start = used + line + 2;
            if (bytes.Length < start + size + 2)
            {
                output.Write(bytes[Math.Min(start, bytes.Length)..]);
                break;
            }

            output.Write(bytes.Slice(start, size));
            used = start + size + 2;
            if (size == 0)
            {
                body = output.ToArray();
                return true;
            }
        }

        body = output.ToArray();
        return false;
    }
}
