using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Hosting;
using Roundtable.Web.Requests;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Api;

/// <summary>Labels of runs over HTTP.</summary>
public static class LabelsApi
{
    private const string ContentType = "application/json";

    private static readonly ApiParameter _run = ApiParameter.Text("run", "The run's id.", 64) with { Pattern = "^[0-9A-Za-z-]{1,64}$" };

    /// <summary>Maps what readers may do.</summary>
    public static void MapReading(RouteGroupBuilder labels) =>
        labels.MapGet("/{run}", Answer)
            .Describe(new ApiOperation("getLabels", ApiTags.Gold)
            {
                Path = [_run],
                Answers = [ApiAnswer.Json("Labels")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("What a run of labels found, as 'roundtable label --show --json': shares or why there are none, rule, gain, seats.");

    /// <summary>Maps what askers may do.</summary>
    public static void MapStarting(RouteGroupBuilder labels) =>
        labels.MapPost("", StartAsync)
            .WithMetadata(FileUploads.Limit)
            .Accepts<LabelStart>(ContentType)
            .Describe(new ApiOperation("startLabels", ApiTags.Gold)
            {
                Answers = [ApiAnswer.Json("LabelsStarted", StatusCodes.Status202Accepted), ApiAnswer.Json("LabelsStarted")],
                Errors =
                [
                    StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
                    StatusCodes.Status507InsufficientStorage,
                ],
            })
            .WithSummary("Begins a run of labels: codebook and items are sent with the request. With \"estimateOnly\" it is only estimated.")
            .WithDescription(
                "As 'roundtable label': the use 'label' is ruled on for every seat, gold is drawn and on record, then the seats are asked; the labels are made "
                + "when every answer is there. A run that was stopped goes on from its page, or with 'roundtable runs resume'.");

    private static async Task<IResult> StartAsync(HttpContext context, LabelStarter starter, CancellationToken cancellation)
    {
        if (!context.Request.HasJsonContentType())
        {
            return ApiProblem.UnsupportedMediaType(ContentType);
        }

        try
        {
            var start = await JsonSerializer.DeserializeAsync(context.Request.Body, LabelStartJson.Default.LabelStart, cancellation);
            return start is null
                ? ApiProblem.Invalid("body", "A JSON object is expected.")
                : await starter.BeginAsync(start, CallerIdentity.Of(context), cancellation) switch
                {
                    LabelStarted.Refused refused => Refused(refused.Why),
                    LabelStarted.Begun begun => Results.Text(Document.Line(Json(begun)), ContentType, statusCode: StatusCodes.Status202Accepted),
                    var estimated => Results.Text(Document.Line(Json(estimated)), ContentType),
                };
        }
        catch (JsonException e)
        {
            return ApiProblem.Invalid(e.Path is { Length: > 2 } at ? at[2..] : "body", "It is not what /api/v1/openapi.json states.");
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.BadData)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest, title: "The codebook or the items cannot be read.");
        }
        catch (WorkspaceException e) when (e.Kind is not (ErrorKind.NotFound or ErrorKind.InvalidInput or ErrorKind.Internal or ErrorKind.Unwritable))
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "The run cannot begin.");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }

    private static IResult Refused(string why) =>
        Results.Problem(why, statusCode: StatusCodes.Status429TooManyRequests, title: "This caller's limits do not allow it now.");

    private static IResult Answer(string run, WorkspaceContext workspace)
    {
        try
        {
            return Results.Text(Document.Line(Json(workspace, run)), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }

    /// <summary>A run that was begun, with the addresses of what becomes of it, or only its estimate.</summary>
    internal static JsonObject Json(LabelStarted started)
    {
        var json = new JsonObject
        {
            ["estimate"] = started switch
            {
                LabelStarted.Estimated estimated => RunJson.Estimate(estimated.Estimate),
                LabelStarted.Begun begun => RunJson.Estimate(begun.Estimate),
                _ => null,
            },
        };
        if (started is LabelStarted.Begun { Folder: var folder, Gold: var gold })
        {
            var id = folder.Plan.Id;
            json["run"] = id;
            json["leaf"] = folder.Header.Leaf;
            json["gold"] = gold?.Id;
            json["labels"] = $"/api/v1/labels/{id}";
            json["events"] = $"/api/v1/runs/{id}/events";
            json["page"] = $"/runs/{id}";
        }

        return json;
    }

    /// <summary>The labels of a run for callers who may not see where its files are.</summary>
    /// <exception cref="WorkspaceException">When there is no such run, or it has no labels.</exception>
    internal static JsonObject Json(WorkspaceContext workspace, string run)
    {
        var json = LabelledRunJson.Of(LabelService.Find(workspace, run));
        json.Remove("folder");
        return json;
    }
}
