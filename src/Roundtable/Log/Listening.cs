using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Roundtable.Cli.CommandLine;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;

namespace Roundtable.Cli.Log;

/// <summary>A small web server in the terminal: started, told where it is, stopped with Ctrl-C.</summary>
internal static class Listening
{
    /// <summary><c>--listen ADDRESS</c>.</summary>
    public static Option<string> Option(string standard) => new("--listen")
    {
        Description = "Address and port to listen on. Put a reverse proxy with TLS in front of it for access from other computers.",
        HelpName = "ADDRESS:PORT",
        DefaultValueFactory = _ => standard,
    };

    /// <summary>Serves until it is stopped; <paramref name="started"/> makes the address into what is said when it has begun.</summary>
    /// <exception cref="WorkspaceException">When the address is malformed or taken.</exception>
    public static Task RunAsync(
        Invocation invocation, Option<string> option, Action<WebApplication> map, Func<string, string> started, CancellationToken cancellation) =>
        TileHost.RunAsync(
            invocation.Parse.GetValue(option)!,
            map,
            async at =>
            {
                await invocation.Out.WriteLineAsync($"{started(at)}\nCtrl-C ends it.");
                await invocation.Out.FlushAsync(cancellation);
            },
            cancellation);
}
