using System.Net;
using System.Net.Sockets;

namespace Roundtable.Workspace.Webhooks;

/// <summary>Which addresses are reached: a name that somebody points into this network must not make this program send there.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] _private =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("::/127"), IPNetwork.Parse("64:ff9b::/96"),
        IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether an address is one of the public internet (RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(_private, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <summary>Connects to a host, by a public address of it alone; to this computer only where the host is called so.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="allowPrivate">Whether any address will do.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="HttpRequestException">When it has no address that is reached.</exception>
    public static async Task<Stream> ConnectAsync(string host, int port, bool allowPrivate, CancellationToken cancellation)
    {
        var isLocal = host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var literal) && IPAddress.IsLoopback(literal));
        var found = await Dns.GetHostAddressesAsync(host, cancellation);
        IPAddress[] reached = [.. found.Where(a => allowPrivate || (isLocal ? IPAddress.IsLoopback(a) : IsPublic(a)))];
        if (reached.Length == 0)
        {
            throw new HttpRequestException($"{host} has no address on the public internet; 'allow_private: true' permits others.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reached, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
