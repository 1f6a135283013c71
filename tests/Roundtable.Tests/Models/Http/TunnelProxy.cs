using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Roundtable.Tests.Models.Http;

/// <summary>A proxy on this computer. Whatever host a tunnel is asked for (RFC 9110, 9.3.6), it leads to one server.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly bool _asks;
    private readonly Task _running;

    /// <summary>Starts it.</summary>
    /// <param name="port">The port of the server on this computer.</param>
    /// <param name="asks">Whether it asks who calls.</param>
    public TunnelProxy(int port, bool asks = false)
    {
        (_port, _asks) = (port, asks);
        _listener.Start();
        _running = RunAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Hosts and ports that tunnels were asked for.</summary>
    public List<string> Tunnels { get; } = [];

    /// <summary>Who asked for them, as <c>user:password</c>.</summary>
    public List<string> Callers { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        List<Task> tunnels = [];
        try
        {
            while (true)
            {
                tunnels.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(tunnels);
    }

    private async Task TunnelAsync(TcpClient accepted)
    {
        try
        {
            using var from = accepted;
            using var to = new TcpClient();
            await using var near = from.GetStream();
            var head = await HeadAsync(near);
            var caller = Array.Find(head, h => h.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase));
            if (_asks && caller is null)
            {
                await near.WriteAsync("HTTP/1.1 407 Who calls?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                return;
            }

            lock (Tunnels)
            {
                Tunnels.Add(head[0].Split(' ')[1]);
                Callers.Add(caller is null ? "" : Encoding.UTF8.GetString(Convert.FromBase64String(caller.Split(' ')[^1])));
            }

            await to.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            await using var far = to.GetStream();
            await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
            await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private async Task<string[]> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString().Split("\r\n");
    }
}
