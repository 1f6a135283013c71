using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>The Model Context Protocol over streamable HTTP, without sessions of its own: any server may answer any request.</summary>
public static class McpEndpoint
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/mcp", HandleAsync).RequireRole(Role.Reader);
        app.MapMethods("/mcp", [HttpMethods.Get, HttpMethods.Delete], () => Results.Problem("It keeps no sessions: send each message with POST.", statusCode: StatusCodes.Status405MethodNotAllowed));
    }

    /// <summary>What a server of the protocol says of itself, with the tools that a caller may use.</summary>
    public static McpServerOptions Options(IServiceProvider services, Caller caller) => new()
    {
        ServerInfo = new Implementation { Name = "roundtable", Title = "Roundtable", Version = typeof(McpEndpoint).Assembly.GetName().Version!.ToString(3) },
        ServerInstructions = "Convenes panels of AI models. Every answer is kept in a tamper-evident log; verify_record proves it. Sessions that say SIMULATED were answered by no model.",
        ToolCollection = ActivatorUtilities.CreateInstance<PanelTools>(services, caller).All(),
    };

    private static async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellation)
    {
        JsonRpcMessage message;
        try
        {
            message = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.Body, McpJsonUtilities.DefaultOptions, cancellation)
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            return Results.Problem("A JSON-RPC message is expected.", statusCode: StatusCodes.Status400BadRequest);
        }

        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, Options(context.RequestServices, CallerOf.Of(context)), null, context.RequestServices);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = server.RunAsync(over.Token);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var answered = await transport.HandlePostRequestAsync(message, context.Response.Body, cancellation);
        await over.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // The one message of this server is answered.
        }

        if (!answered)
        {
            context.Response.ContentType = null;
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }

        return Results.Empty;
    }
}
