using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;

namespace Roundtable.Models.Http;

/// <summary>The pools of HTTP connections that every call out of the program shares, one for each way out.</summary>
public static class OutgoingHttp
{
    private static readonly ConcurrentDictionary<OutgoingSettings, SocketsHttpHandler> _pools = new();
    private static readonly ConcurrentDictionary<OutgoingSettings, HttpMessageInvoker> _forwarders = new();
    private static readonly ConcurrentDictionary<OutgoingSettings, SocketsHttpHandler> _verbatim = new();

    /// <summary>
    /// A client for a way out. It follows no redirect, since a redirect would carry the key to another host. Disposing of it leaves its pool of connections
    /// to the others.
    /// </summary>
    /// <param name="settings">The way out.</param>
    /// <param name="timeout">How long one call may take; null for no limit, since seats have limits of their own.</param>
    public static HttpClient Client(OutgoingSettings settings, TimeSpan? timeout = null) =>
        new(_pools.GetOrAdd(settings, Handler), disposeHandler: false) { Timeout = timeout ?? Timeout.InfiniteTimeSpan };

    /// <summary>
    /// A client whose answers are the bytes that came: parts of files, which nothing could decompress. It follows no redirect and has no limit.
    /// </summary>
    /// <param name="settings">The way out.</param>
    public static HttpClient Verbatim(OutgoingSettings settings)
    {
        var handler = _verbatim.GetOrAdd(settings, static s =>
        {
            var handler = Handler(s);
            handler.AutomaticDecompression = DecompressionMethods.None;
            return handler;
        });
        return new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>
    /// Sends requests as they are and hands on responses as they come: nothing is decompressed, no header is added, no redirect followed. Its pools of
    /// connections are its own.
    /// </summary>
    /// <param name="settings">The way out.</param>
    public static HttpMessageInvoker Forwarder(OutgoingSettings settings) => _forwarders.GetOrAdd(settings, static s =>
    {
        var handler = Handler(s);
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.MaxConnectionsPerServer = int.MaxValue;
        return new HttpMessageInvoker(handler);
    });

    private static SocketsHttpHandler Handler(OutgoingSettings settings)
    {
        var handler = new SocketsHttpHandler
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
            Proxy = new DirectToLoopback(settings.Proxy ?? HttpClient.DefaultProxy),
        };
        if (settings.Roots is { } roots)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = roots.Accepts };
        }

        return handler;
    }

    /// <summary>A proxy for everything but this computer, which no proxy elsewhere could reach.</summary>
    private sealed class DirectToLoopback(IWebProxy inner) : IWebProxy
    {
        public ICredentials? Credentials { get => inner.Credentials; set => inner.Credentials = value; }

        public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : inner.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || inner.IsBypassed(host);
    }
}
