using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Site.Labelling;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;

namespace Roundtable.Web.Api;

/// <summary>Gold over HTTP: what there is, the next item for whoever asks, their labels, and adjudication.</summary>
public static class GoldApi
{
    private const string Json = "application/json";

    private static readonly ApiParameter _id = ApiParameter.Text("id", "The gold's id.", 64) with { Pattern = "^[0-9a-z]{1,64}$" };

    private static readonly ApiParameter _by = ApiParameter.Text("as", "Who labels, where nobody signed in; else the owner of the token does.", 200);

    /// <summary>Maps what readers may do.</summary>
    public static void MapReading(RouteGroupBuilder gold)
    {
        gold.MapGet("", (HttpContext context, GoldService service) => ListPage.Of(context.Request).Answer(context, service.List(), GoldJson.Row))
            .Describe(new ApiOperation("listGold", ApiTags.Gold) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("GoldList")], IsList = true })
            .WithSummary("Lists gold, oldest first: as 'roundtable gold show --json'.");
        gold.MapGet("/{id}", (string id, GoldService service) => AnswerAsync(() => Task.FromResult<JsonNode>(GoldJson.Whole(service.Open(id)))))
            .Describe(Operation("getGold", "Gold"))
            .WithSummary("How far gold is labelled, how far two people agree, and its draw.");
        gold.MapGet("/{id}/next", NextAsync)
            .Describe(Operation("nextGoldItem", "GoldItem") with { Query = [_by] })
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("The next item for whoever asks, without what others or a panel say of it; 204 where nothing is left for them.");
    }

    /// <summary>Maps what askers may do.</summary>
    public static void MapLabelling(RouteGroupBuilder gold)
    {
        Post(gold, "labels", "labelGoldItem", "GoldLabel",
            "Saves a label of an item, as the first or the second person's. It is on the disk when this answers.",
            async (labelling, body, by, cancellation) => GoldJson.Label(await labelling.LabelAsync(body.Item ?? "", by, body.Answer ?? "", cancellation)));
        Post(gold, "undo", "undoGoldLabel", "GoldUndone", "Takes back the last label of whoever asks. 'item' is left out where there was none.",
            async (labelling, _, by, cancellation) => new JsonObject { ["item"] = (await labelling.UndoAsync(by, cancellation))?.Drawn.Id });
        Post(gold, "disagreements", "showGoldDisagreements", "GoldDisputeList",
            "What two people differ on, with both labels. That they were shown is kept: nobody takes a label of these items back.",
            async (labelling, _, by, cancellation) => await DisputesAsync(labelling, by, cancellation));
        Post(gold, "adjudications", "adjudicateGoldItem", "GoldLabel", "Decides an item on which two people differ.",
            async (labelling, body, by, cancellation) => GoldJson.Label(await labelling.AdjudicateAsync(body.Item ?? "", by, body.Answer ?? "", cancellation)));
        Post(gold, "panel", "showGoldPanel", "GoldPanelList",
            "What a panel says of the items that whoever asks has labelled, and of no others. Their labels of these items stay as they are from then on.",
            async (labelling, _, by, cancellation) => Document.Array(await labelling.PanelAsync(by, cancellation), p => GoldJson.Panel(p.Item, p.Own)));
    }

    private static async Task<JsonNode> DisputesAsync(GoldLabelling labelling, string by, CancellationToken cancellation)
    {
        var disputes = await labelling.DisputesAsync(by, cancellation);
        return Document.Array(disputes, d => GoldJson.Dispute(labelling.Sheet(), d));
    }

    private static Task<IResult> NextAsync(HttpContext context, string id, GoldService service) => AnswerAsync(
        () => Task.FromResult<JsonNode?>(service.Labelling(id).Next(Named(Annotator.Of(context))) is { } item ? GoldJson.Item(item) : null));

    private static void Post(
        RouteGroupBuilder group,
        string path,
        string name,
        string schema,
        string summary,
        Func<GoldLabelling, GoldRequest, string, CancellationToken, Task<JsonNode>> act) =>
        group.MapPost(
                "/{id}/" + path,
                (HttpContext context, string id, GoldService gold, GoldSealer sealer, CancellationToken cancellation) =>
                    ActAsync(
                        context,
                        async (body, by) =>
                        {
                            var answer = await act(gold.Labelling(id), body, by, cancellation);
                            sealer.Saved(gold.Open(id));
                            return answer;
                        },
                        cancellation))
            .Accepts<GoldRequest>(Json)
            .Describe(Operation(name, schema) with
            {
                Errors = [StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType],
            })
            .WithSummary(summary);

    private static async Task<IResult> ActAsync(HttpContext context, Func<GoldRequest, string, Task<JsonNode>> act, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != Json)
        {
            return ApiProblem.UnsupportedMediaType(Json);
        }

        try
        {
            var body = await JsonSerializer.DeserializeAsync(context.Request.Body, GoldRequestJson.Default.GoldRequest, cancellation);
            return body is null
                ? ApiProblem.Invalid("body", "A JSON object is expected.")
                : await AnswerAsync(() => act(body, Named(Annotator.Of(context, body.As ?? ""))));
        }
        catch (JsonException)
        {
            return ApiProblem.Invalid("body", "It is not a JSON object with the texts 'item', 'answer' and 'as', as /api/v1/openapi.json states.");
        }
    }

    private static ApiOperation Operation(string name, string schema) => new(name, ApiTags.Gold)
    {
        Path = [_id],
        Answers = [ApiAnswer.Json(schema)],
        Errors = [StatusCodes.Status404NotFound],
    };

    private static string Named(string? name) => name ?? throw new WorkspaceException(ErrorKind.InvalidInput, "Say who labels.") { Field = Annotator.Member };

    private static async Task<IResult> AnswerAsync<T>(Func<Task<T>> answer)
        where T : JsonNode?
    {
        try
        {
            return await answer() is { } json ? Results.Text(Document.Line(json), Json) : Results.NoContent();
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
