using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using Roundtable.Cli.CommandLine;
using Roundtable.Web.Hosting;
using Roundtable.Web.Mcp;
using Roundtable.Workspace.Live;

namespace Roundtable.Cli.Mcp;

/// <summary><c>roundtable mcp</c>: the Model Context Protocol over standard input and output.</summary>
internal static class McpCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "mcp", "Let another assistant convene panels: a Model Context Protocol server on standard input and output.", [], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        SessionServices.Add(services, invocation.Workspace, SiteLimits.None);
        McpEndpoint.AddCalls(services);
        await using var provider = services.BuildServiceProvider();
        await using var transport = new StdioServerTransport("roundtable");
        await using var server = McpServer.Create(transport, McpEndpoint.Options(provider, McpConnection.Local), null, provider);
        try
        {
            await server.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is the ordinary way to end it.
        }

        await provider.GetRequiredService<RunHost>().StopAsync(CancellationToken.None);
        await provider.GetRequiredService<LiveSessions>().DisposeAsync();
        return ExitCode.Ok;
    }
}
