using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;

namespace Roundtable.Web.Mcp;

/// <summary>The Model Context Protocol over streamable HTTP, without sessions of its own: any server may answer any request.</summary>
public static class McpEndpoint
{
    private const string Path = "/mcp";

    /// <summary>Adds the server. Each request gets the tools of its own caller.</summary>
    public static void Add(IServiceCollection services) => services.AddMcpServer().WithHttpTransport(static o =>
    {
        o.SessionMode = ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless;
        o.ConfigureSessionOptions = static (context, options, _) =>
        {
            Configure(options, context.RequestServices, CallerIdentity.Of(context));
            return Task.CompletedTask;
        };
    });

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMcp(Path).RequireAuthorization(AccessPolicies.Reader);

    /// <summary>What a server of the protocol says of itself, with the tools that a caller may use.</summary>
    public static McpServerOptions Options(IServiceProvider services, Caller caller)
    {
        var options = new McpServerOptions();
        Configure(options, services, caller);
        return options;
    }

    private static void Configure(McpServerOptions options, IServiceProvider services, Caller caller)
    {
        options.ServerInfo = new Implementation
        {
            Name = "roundtable",
            Title = "Roundtable",
            Version = typeof(McpEndpoint).Assembly.GetName().Version!.ToString(3),
        };
        options.ServerInstructions = "Convenes panels of AI models. Every answer is kept in a tamper-evident log; verify_record proves it. "
            + "Sessions that say SIMULATED were answered by no model.";
        options.ToolCollection = ActivatorUtilities.CreateInstance<PanelTools>(services, caller).All();
    }
}
