using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Web.Hosting;
using Roundtable.Workspace;

namespace Roundtable.Web.Tiles;

/// <summary>A small web server for the public half of a log, or for a witness.</summary>
public static class TileHost
{
    private const long MaxRequestBytes = 1 << 20;

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="address">Address and port to listen on.</param>
    /// <param name="map">Maps what is served.</param>
    /// <param name="started">Is told the base address when it has begun.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkspaceException">When the address is malformed or taken.</exception>
    public static async Task RunAsync(string address, Action<WebApplication> map, Func<string, Task> started, CancellationToken cancellation)
    {
        if (!IPEndPoint.TryParse(address, out var endpoint))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--listen takes an address and a port, like 127.0.0.1:7070, not '{address}'.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = MaxRequestBytes;
            k.Listen(endpoint);
        });
        builder.Services.AddResponseCompression(c =>
        {
            c.EnableForHttps = true;
            c.MimeTypes = ["application/octet-stream", "text/plain"];
        });
        await using var app = builder.Build();
        app.UseResponseCompression();
        map(app);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{address} cannot be listened on: {e.Message}", e);
        }

        await started(app.Urls.First());
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }
    }
}
