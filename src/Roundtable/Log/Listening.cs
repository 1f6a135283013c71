using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace;

namespace Roundtable.Cli.Log;

/// <summary>A small web server in the terminal: started, told where it is, stopped with Ctrl-C.</summary>
internal static class Listening
{
    /// <summary><c>--listen ADDRESS</c>.</summary>
    public static Option<string> Option(string standard) => new("--listen")
    {
        Description = "Where to listen: an address and a port. Beyond this computer put a reverse proxy with TLS before it.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => standard,
    };

    /// <summary>Serves until it is stopped; <paramref name="told"/> makes the address into what is said when it has begun.</summary>
    /// <exception cref="WorkspaceException">When the address is malformed or taken.</exception>
    public static async Task RunAsync(Invocation invocation, string address, Func<string, string> told, Action<WebApplication> map, CancellationToken cancellation)
    {
        if (!IPEndPoint.TryParse(address, out var endpoint))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--listen takes an address and a port, like 127.0.0.1:7070, not '{address}'.");
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 1 << 20;
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
        catch (IOException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{address} cannot be listened on: {e.Message}", e);
        }

        await invocation.Out.WriteLineAsync($"{told(app.Urls.First())}\nCtrl-C ends it.");
        await invocation.Out.FlushAsync(cancellation);
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
