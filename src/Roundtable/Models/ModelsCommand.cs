using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Connections;

namespace Roundtable.Cli.Models;

/// <summary><c>roundtable models</c>: what is connected, what is not and why, and what it costs.</summary>
internal static class ModelsCommand
{
    private static readonly Option<bool> _check = new("--check")
    {
        Description = "Ask every model one short question, those of panels included, and find the ones that are retired; it costs a few tokens each.",
    };
    private static readonly Option<bool> _all = new("--all") { Description = "Ask each provider for every model that it has." };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("models", "List the models that are connected, what is not and why, and prices.", [_check, _all, ModelsShow.Create()], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connections = await ConnectionSet.LoadAsync(invocation.Workspace, cancellation);
        var listed = invocation.Parse.GetValue(_all)
            ? await Task.WhenAll(connections.Connections.Select(c => WholeAsync(connections, c, cancellation)))
            : [.. connections.Connections];
        if (invocation.Parse.GetValue(_check))
        {
            listed = [.. connections.WithPanels(listed)];
        }

        var checks = invocation.Parse.GetValue(_check)
            ? await ModelCheck.AllAsync(connections, listed, invocation.Workspace.Time, invocation.Json ? null : invocation.Error.WriteLine, cancellation)
            : null;

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(ModelsJson.Of(connections, listed, checks));
        }
        else
        {
            ModelsView.Show(invocation, connections, listed, checks);
        }

        return checks is null || checks.Values.All(c => c.Error is null) ? ExitCode.Ok
            : checks.Values.Any(c => c.KeyRefused) ? ExitCode.KeyRefused
            : ExitCode.Unavailable;
    }

    private static async Task<Connection> WholeAsync(ConnectionSet connections, Connection connection, CancellationToken cancellation) =>
        connection.IsConnected && await connections.ModelsOfAsync(connection, cancellation) is { } models
            ? connection with { Models = models }
            : connection;
}
