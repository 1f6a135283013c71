using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Web.Tiles;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log serve</c>: the public half of the log over HTTP, for any client of tiles.</summary>
internal static class LogServe
{
    private static readonly Option<string> _listen = Listening.Option("127.0.0.1:7070");

    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "serve", "Serve checkpoint and tiles over HTTP, read-only: anyone can follow the log, and sees no contents.", [_listen], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var log = await new LogService(invocation.Workspace).OpenPublishedAsync(cancellation);
        await Listening.RunAsync(invocation, _listen, app => TileEndpoints.Map(app, log.Resources), at => $"The log is served at {at}", cancellation);
        return ExitCode.Ok;
    }
}
