using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Models;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Profiles;

namespace Roundtable.Web.Api;

/// <summary>The HTTP API: the verbs and JSON of the command line, for programs.</summary>
public static class ApiEndpoints
{
    private static readonly string[] _get = [HttpMethods.Get];
    private static readonly string[] _getAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app)
    {
        AnswerHead(app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous());
        var api = app.MapGroup("/api/" + ApiDocument.Name);
        AnswerHead(api);
        api.MapGet("", () => Results.Ok(ApiIndex.Here)).AllowAnonymous().Produces<ApiIndex>()
            .Describe(new ApiOperation("getIndex", ApiTags.Api))
            .WithSummary("The addresses of the API's parts.");
        var reading = Group(api, "", AccessPolicies.Reader);
        reading.MapGet("/models", ModelsAsync)
            .Describe(new ApiOperation("getModels", ApiTags.Models) { Answers = [ApiAnswer.Json("Models")] })
            .WithSummary("The connections, their prices, and why a connection is unavailable: as 'roundtable models --json'.");
        reading.MapGet("/models/{model}", ModelAsync)
            .Describe(new ApiOperation("getModel", ApiTags.Models)
            {
                Path = [ApiParameter.Text("model", "The model's name without its connection, as in claude-sonnet-4-5; case and dates do not matter.", 200)],
                Answers = [ApiAnswer.Json("ModelProfile")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("What is known of a model over all routes, and what may be done with its words: as 'roundtable models show --json'.");
        reading.MapGet("/panels", PanelsAsync)
            .Describe(new ApiOperation("listPanels", ApiTags.Models) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("PanelList")], IsList = true })
            .WithSummary("The named panels: as 'roundtable panels --json'.");
        RegistryApi.MapReading(reading);
        RegistryApi.MapAdding(Group(api, "/registry", AccessPolicies.Admin));
        SessionReadingApi.Map(reading.MapGroup("/sessions"));
        ComparisonsApi.Map(reading);
        GoldApi.MapReading(reading.MapGroup("/gold"));
        LabelsApi.MapReading(reading.MapGroup("/labels"));
        LabelsApi.MapStarting(Group(api, "/labels", AccessPolicies.Asker));
        GoldApi.MapLabelling(Group(api, "/gold", AccessPolicies.Asker));
        BenchesApi.Map(reading.MapGroup("/benches"));
        RunsApi.Map(reading.MapGroup("/runs"));
        SetsApi.Map(reading.MapGroup("/sets"));
        WatchApi.Map(Group(api, "/watch/findings", AccessPolicies.Admin));
        StudentsApi.Map(reading.MapGroup("/students"));
        DisclosuresApi.Map(reading.MapGroup("/disclosures"));
        DisclosuresApi.MapAudits(Group(api, "/audits", AccessPolicies.Admin));
        CallsApi.Map(Group(api, "/calls", AccessPolicies.Caller));
        SessionsApi.MapAsking(Group(api, "/sessions", AccessPolicies.Asker));
        ImportsApi.MapAsking(Group(api, "/imports", AccessPolicies.Asker));
        SessionsApi.MapDeleting(Group(api, "/sessions", AccessPolicies.Admin));
    }

    /// <summary>Maps what the gateway alone needs of it.</summary>
    public static void MapCalls(WebApplication app)
    {
        var api = app.MapGroup("/api/" + ApiDocument.Name);
        AnswerHead(api);
        CallsApi.Map(Group(api, "/calls", AccessPolicies.Caller));
    }

    /// <summary>What answers GET answers HEAD, with the same headers and no body (RFC 9110, 9.3.2); the server leaves the body out.</summary>
    private static void AnswerHead(IEndpointConventionBuilder endpoints) => endpoints.Add(e =>
    {
        if (e.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } methods && methods.HttpMethods.SequenceEqual(_get, StringComparer.Ordinal))
        {
            e.Metadata.Add(new HttpMethodMetadata(_getAndHead));
        }
    });

    private static RouteGroupBuilder Group(RouteGroupBuilder api, string path, string policy) => api.MapGroup(path)
        .RequireAuthorization(policy)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ModelsAsync(AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return Results.Text(ModelsJson.Of(connections, connections.Connections, null), "application/json");
    }

    private static async Task<IResult> ModelAsync(
        HttpContext context,
        string model,
        ModelProfileService profiles,
        AskService asking,
        CallService calls,
        WorkspaceReader reader,
        CancellationToken cancellation) =>
        await ModelsEndpoints.FindAsync(model, CallerIdentity.Of(context), profiles, asking, calls, reader, cancellation) is { } profile
            ? Results.Text(Document.Line(ProfileJson.Of(profile)), "application/json")
            : Results.Problem("No session, run, bench, call or connection knows this model.", statusCode: StatusCodes.Status404NotFound, title: "Not found.");

    private static async Task<IResult> PanelsAsync(HttpContext context, AskService asking, CancellationToken cancellation)
    {
        var connections = await asking.LoadAsync(cancellation);
        return ListPage.Of(context.Request).Answer(context, connections.Panels, p => (JsonNode)PanelJson.Of(p));
    }
}
