using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Web.Api;

/// <summary>The HTTP API: the verbs and JSON of the command line, for programs.</summary>
public static class ApiEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/api/{documentName}/openapi.json");
        var api = app.MapGroup("/api/" + ApiDocument.Name);
        api.MapGet("", () => Results.Ok(new ApiIndex("/api/v1/openapi.json", "/api/v1/sessions", "/api/v1/models", "/api/v1/panels", "/api/v1/registry", "/api/v1/judge", "/mcp")))
            .Produces<ApiIndex>().WithSummary("Where things are.");
        var reading = api.MapGroup("").RequireRole(Role.Reader).ProducesProblem(StatusCodes.Status401Unauthorized);
        reading.MapGet("/models", ModelsAsync).WithSummary("The connections, what each costs, and why what is not connected is not: as 'roundtable models --json'.");
        reading.MapGet("/panels", PanelsAsync).WithSummary("The named panels: as 'roundtable panels --json'.");
        RegistryApi.MapReading(reading);
        RegistryApi.MapAdding(api.MapGroup("/registry").RequireRole(Role.Admin).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden));
        SessionsApi.MapReading(reading.MapGroup("/sessions"));
        SessionsApi.MapAsking(api.MapGroup("/sessions").RequireRole(Role.Asker).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden));
        SessionsApi.MapDeleting(api.MapGroup("/sessions").RequireRole(Role.Admin).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden));
    }

    private static async Task<IResult> ModelsAsync(AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return Results.Text(ModelsJson.Of(connections, connections.Connections, null), "application/json");
    }

    private static async Task<IResult> PanelsAsync(AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return Results.Text(PanelJson.Of(connections.Panels).ToJsonString(), "application/json");
    }
}
