using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Web.Access;
using Roundtable.Web.Requests;

namespace Roundtable.Web.Mcp;

/// <summary>The Model Context Protocol over streamable HTTP, without sessions of its own: any server may answer any request.</summary>
public static class McpEndpoint
{
    private const string Path = "/mcp";

    /// <summary>Adds the server. Each request gets the tools of its own caller.</summary>
    public static void Add(IServiceCollection services) => AddCalls(services).AddMcpServer().WithHttpTransport(static o =>
    {
        o.SessionMode = ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateless;
        o.ConfigureSessionOptions = static (context, options, _) =>
        {
            var rules = context.RequestServices.GetRequiredService<AccessRules>();
            Configure(options, context.RequestServices, McpConnection.Of(context, rules));
            return Task.CompletedTask;
        };
    });

    /// <summary>Adds what the tools share, for a server on standard input and output too.</summary>
    public static IServiceCollection AddCalls(IServiceCollection services) => services.AddSingleton<RunningCalls>();

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapMcp(Path).RequireAuthorization(AccessPolicies.Reader).WithMetadata(FileUploads.Limit);

    /// <summary>What a server of the protocol says of itself, with the tools that a caller may use.</summary>
    public static McpServerOptions Options(IServiceProvider services, McpConnection connection)
    {
        var options = new McpServerOptions();
        Configure(options, services, connection);
        return options;
    }

    private static void Configure(McpServerOptions options, IServiceProvider services, McpConnection connection)
    {
        options.ServerInfo = new Implementation
        {
            Name = "roundtable",
            Title = "Roundtable",
            Version = typeof(McpEndpoint).Assembly.GetName().Version!.ToString(3),
        };
        options.ServerInstructions = "Convenes panels of AI models. Every answer is kept in a tamper-evident log; verify_record proves it. "
            + "Sessions that say SIMULATED were answered by no model.";
        var tools = new McpServerPrimitiveCollection<McpServerTool>();
        foreach (var tool in (IEnumerable<McpServerTool>)[
            .. ActivatorUtilities.CreateInstance<SessionTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<RecordTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<LabelTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<SetTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<WatchTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<StudentTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<DisclosureTools>(services, connection).All(),
            .. ActivatorUtilities.CreateInstance<ListTools>(services, connection).All()])
        {
            tools.Add(ActivatorUtilities.CreateInstance<CheckedTool>(services, tool));
        }

        options.ToolCollection = tools;
        var calls = services.GetRequiredService<RunningCalls>();
        options.Handlers.NotificationHandlers =
        [
            KeyValuePair.Create<string, Func<JsonRpcNotification, CancellationToken, ValueTask>>(
                NotificationMethods.CancelledNotification,
                async (notification, _) =>
                {
                    if (notification.Params?["requestId"] is { } request)
                    {
                        await calls.CancelAsync(
                            connection, request.GetValueKind() == JsonValueKind.String ? request.GetValue<string>() : request.ToJsonString());
                    }
                }),
        ];
    }
}
