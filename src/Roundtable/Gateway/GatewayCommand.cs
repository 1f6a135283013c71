using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Serve;
using Roundtable.Web.Access;
using Roundtable.Web.Api;
using Roundtable.Web.Gateway;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Cli.Gateway;

/// <summary><c>roundtable gateway</c>: the recording proxy between programs and providers.</summary>
internal static class GatewayCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "gateway",
        "Forward programs' calls to model providers unchanged, and record each exchange in the log before its answer is complete. 'serve' does it too.",
        [ServeOptions.Listen, ServeOptions.PublicAddress, ServeOptions.ProxyUser, ServeOptions.ProxyRole],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var rules = ServeCommand.Rules(invocation.Parse);
        var tokens = new TokenFile(invocation.Workspace.DataDirectory);
        rules.Check(tokens);
        var configuration = await RoundtableConfiguration.LoadAsync(invocation.Workspace, cancellation);
        await using var app = GatewayHost.Build(invocation.Workspace, rules, tokens, configuration.Gateway.Drain, ApiEndpoints.MapCalls);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is AddressInUseException or SocketException)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{rules.Endpoint} cannot be listened on: {e.Message}", e);
        }

        await WriteStartAsync(invocation, rules, configuration.Gateway, app);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Ok;
    }

    private static async Task WriteStartAsync(Invocation invocation, AccessRules rules, GatewaySettings settings, WebApplication app)
    {
        var at = rules.PublicAddress?.ToString().TrimEnd('/') ?? app.Urls.First();
        await invocation.Out.WriteLineAsync($"The gateway is at {at}");
        foreach (var upstream in settings.Upstreams.Values.OrderBy(u => u.Name, StringComparer.Ordinal))
        {
            var key = upstream.KeyVariable is not { } variable ? "callers' own keys"
                : invocation.Workspace.Variable(variable) is not null ? $"the key in {variable}"
                : $"callers' own keys, since {variable} is not set";
            await invocation.Out.WriteLineAsync($"  {at}/{upstream.Name}{(upstream.IsVersioned ? "/v1" : "")} -> {upstream.Address} with {key}");
        }

        await invocation.Out.WriteLineAsync("Ctrl-C ends it once the exchanges under way are recorded.");
        await invocation.Out.FlushAsync();
    }
}
