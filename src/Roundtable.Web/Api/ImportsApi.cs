using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
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

    private static readonly string[] _types = ["text/plain", "text/html", "text/markdown", Json];

    /// <summary>What askers may do.</summary>
    public static void MapAsking(RouteGroupBuilder imports) =>
        imports.MapPost("", ImportAsync)
            .Accepts<string>(_types[0], _types[1..])
            .Describe(new ApiOperation("importTranscript", ApiTags.Sessions)
            {
                Query =
                [
                    ApiParameter.Text("name", "What the source is called, such as its file name.", 255),
                    ApiParameter.Flag("dryRun", "Whether to check it and keep nothing."),
                ],
                Answers = [ApiAnswer.Json("Import")],
                Errors =
                [
                    StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
                    StatusCodes.Status507InsufficientStorage,
                ],
            })
            .WithSummary("Imports a published transcript and checks its claims: as 'roundtable import --json'. The body is the page or conversation.");

    private static async Task<IResult> ImportAsync(
        HttpContext context, ImportService imports, SharedLog shared, string? name, string? dryRun, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !_types.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return ApiProblem.UnsupportedMediaType(string.Join(" or ", _types));
        }

        try
        {
            var source = await TranscriptSource.ReadAsync(name is { Length: > 0 } ? Path.GetFileName(name) : DefaultName, context.Request.Body, cancellation);
            var result = imports.Check(source);
            if (result.Error is { } error)
            {
                return Unread(error);
            }

            if (dryRun != "true")
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
