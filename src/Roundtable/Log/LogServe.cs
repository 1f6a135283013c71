using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Storage;
using Roundtable.Web.Tiles;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log serve</c>: the public half of the log over HTTP, for any client of tiles.</summary>
internal static class LogServe
{
    private static readonly Option<string> _listen = Listening.Option("127.0.0.1:7070");

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "serve", "Serve checkpoint and tiles over HTTP, read-only: anyone can follow the log, and sees no contents.", [_listen], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (LogAccess.Database(invocation.Workspace) is not null)
        {
            using var store = await LogAccess.ReadAsync(invocation.Workspace, cancellation);
            await ServeAsync(invocation, app => TileEndpoints.Map(app, () => store), cancellation);
        }
        else
        {
            // Published files need no lock and change only as a whole: another process may go on writing them.
            var files = new PublishedFiles(invocation.Workspace.DataDirectory);
            await ServeAsync(invocation, app => TileEndpoints.Map(app, () => files), cancellation);
        }

        return ExitCode.Ok;
    }

    private static Task ServeAsync(Invocation invocation, Action<Microsoft.AspNetCore.Builder.WebApplication> map, CancellationToken cancellation) =>
        Listening.RunAsync(invocation, _listen, map, at => $"The log is served at {at}", cancellation);
}
