using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Api;

/// <summary>Published transcripts over HTTP: the JSON of <c>roundtable import --json</c>.</summary>
public static class ImportsApi
{
    private const string Json = "application/json";
    private const string DefaultName = "request";

    /// <summary>What askers may do.</summary>
    public static void MapAsking(RouteGroupBuilder imports) =>
        imports.MapPost("", ImportAsync)
            .Accepts<string>("text/plain", "text/html", "text/markdown", Json)
            .Produces<string>(StatusCodes.Status200OK, Json)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Imports a published transcript and checks its claims: as 'roundtable import --json'. The body is the page or conversation.")
            .WithDescription("Query: name (what the source is called), dryRun (true: check it and keep nothing).");

    private static async Task<IResult> ImportAsync(
        HttpContext context, ImportService imports, SharedLog shared, string? name, bool? dryRun, CancellationToken cancellation)
    {
        try
        {
            var source = await TranscriptSource.ReadAsync(name is { Length: > 0 } ? Path.GetFileName(name) : DefaultName, context.Request.Body, cancellation);
            var result = imports.Check(source);
            if (result.Error is { } error)
            {
                return Unread(error);
            }

            if (dryRun != true)
            {
                await using var use = await shared.OpenAsync(cancellation);
                result = await imports.KeepAsync(source, use.Log, cancellation);
            }

            return Results.Text(Document.Line(ImportJson.Of([result])), Json);
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.BadData)
        {
            return Unread(e.Message);
        }
    }

    private static IResult Unread(string error) =>
        Results.Problem(error, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The transcript cannot be read.");
}
