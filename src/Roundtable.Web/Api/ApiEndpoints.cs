using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
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
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        var api = app.MapGroup("/api/" + ApiDocument.Name);
        api.MapGet("", () => Results.Ok(ApiIndex.Here)).AllowAnonymous().Produces<ApiIndex>().WithSummary("The addresses of the API's parts.");
        var reading = Group(api, "", AccessPolicies.Reader);
        reading.MapGet("/models", ModelsAsync)
            .WithSummary("The connections, their prices, and why a connection is unavailable: as 'roundtable models --json'.");
        reading.MapGet("/panels", PanelsAsync).WithSummary("The named panels: as 'roundtable panels --json'.");
        RegistryApi.MapReading(reading);
        RegistryApi.MapAdding(Group(api, "/registry", AccessPolicies.Admin));
        SessionReadingApi.Map(reading.MapGroup("/sessions"));
        SessionsApi.MapAsking(Group(api, "/sessions", AccessPolicies.Asker));
        ImportsApi.MapAsking(Group(api, "/imports", AccessPolicies.Asker));
        SessionsApi.MapDeleting(Group(api, "/sessions", AccessPolicies.Admin));
    }

    private static RouteGroupBuilder Group(RouteGroupBuilder api, string path, string policy) => api.MapGroup(path)
        .RequireAuthorization(policy)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

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
