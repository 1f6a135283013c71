using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets;

namespace Roundtable.Web.Api;

/// <summary>Training sets over HTTP: those that were made with the data directory and are still where they were made. They are named by their leaves.</summary>
public static class SetsApi
{
    private static readonly ApiParameter _leaf = ApiParameter.Number("leaf", "The leaf of the set's manifest.", 0);

    private static readonly ApiParameter _row = ApiParameter.Number("row", "The row's number, from 1.", 1);

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder sets)
    {
        sets.MapGet("", List)
            .Describe(new ApiOperation("listSets", ApiTags.Sets) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("SetList")], IsList = true })
            .WithSummary("The training sets, newest first.");
        sets.MapGet("/{leaf}", Show)
            .Describe(new ApiOperation("getSet", ApiTags.Sets) { Path = [_leaf], Answers = [ApiAnswer.Json("Set")], Errors = [StatusCodes.Status404NotFound] })
            .WithSummary("A training set: its manifest with ruling, conditions, sums and root, as 'roundtable set make --json'.");
        sets.MapGet("/{leaf}/rows", Rows)
            .Describe(new ApiOperation("listSetRows", ApiTags.Sets)
            {
                Path = [_leaf],
                Query = ListPage.Parameters,
                Answers = [ApiAnswer.Json("SetRowList")],
                Errors = [StatusCodes.Status404NotFound],
                IsList = true,
            })
            .WithSummary("Where the rows of a training set came from: lines of its rows.jsonl.");
        sets.MapGet("/{leaf}/rows/{row}", Row)
            .Describe(new ApiOperation("getSetRow", ApiTags.Sets)
            {
                Path = [_leaf, _row],
                Answers = [ApiAnswer.Json("SetRow")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("A row of a training set with where it came from and the proof that it is in the set, which shows nothing of other rows.");
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace) =>
        ListPage.Of(context.Request).Answer(context, StoredSet.All(workspace.DataDirectory), s => s.Row());

    private static IResult Show(WorkspaceContext workspace, int leaf) => Json(() => StoredSet.Find(workspace.DataDirectory, leaf).Json());

    private static IResult Row(WorkspaceContext workspace, int leaf, int row) => Json(() => StoredSet.Find(workspace.DataDirectory, leaf).Row(row - 1));

    private static IResult Rows(HttpContext context, WorkspaceContext workspace, int leaf)
    {
        try
        {
            var (set, page) = (StoredSet.Find(workspace.DataDirectory, leaf), ListPage.Of(context.Request));
            return page.Answer(context, set.Lines(page.Skip).Take(page.Limit).Select(l => (JsonNode?)l.Json()), (int)Math.Min(set.Manifest.Rows, int.MaxValue));
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }

    private static IResult Json(Func<JsonObject> answer)
    {
        try
        {
            return Results.Text(Document.Line(answer()), "application/json");
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Of(e);
        }
    }
}
