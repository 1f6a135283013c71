using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Hosting;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Api;

/// <summary>Runs over HTTP: those that the data directory knows, with the JSON of the command line. They are named by ids, never by paths.</summary>
public static class RunsApi
{
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(1);

    private static readonly ApiParameter _id = ApiParameter.Text("id", "The run's id.", 64) with { Pattern = "^[0-9a-z]{1,64}$" };

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapGet("", List)
            .Describe(new ApiOperation("listRuns", ApiTags.Runs) { Query = ListPage.Parameters, Answers = [ApiAnswer.Json("RunList")], IsList = true })
            .WithSummary("Lists runs, newest first: as 'roundtable runs list --json'.");
        runs.MapGet("/{id}", Show)
            .Describe(new ApiOperation("getRun", ApiTags.Runs) { Path = [_id], Answers = [ApiAnswer.Json("Run")], Errors = [StatusCodes.Status404NotFound] })
            .WithSummary("A run: its plan, how far it is, and its report once it is finished: as 'roundtable runs show --json'.");
        runs.MapGet("/{id}/items", Items)
            .Describe(new ApiOperation("listRunItems", ApiTags.Runs)
            {
                Path = [_id],
                Query = ListPage.Parameters,
                Answers = [ApiAnswer.Json("RunItemList")],
                Errors = [StatusCodes.Status404NotFound],
                IsList = true,
            })
            .WithSummary("The results of a run's items, in their order: as lines of 'roundtable runs export' in JSON Lines.");
        runs.MapGet("/{id}/events", EventsAsync)
            .Describe(new ApiOperation("getRunEvents", ApiTags.Runs)
            {
                Path = [_id],
                Answers = [new ApiAnswer("text/event-stream")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .WithSummary("How far a run is, as server-sent events 'progress' with its member 'progress', until no process is at it.");
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace)
    {
        var page = ListPage.Of(context.Request);
        var all = RunFolders.All(workspace.DataDirectory);
        return page.Answer(context, all.Skip(page.Skip).Take(page.Limit).Select(r => (JsonNode?)Line(r.Id, r.Path)), all.Count);
    }

    private static IResult Show(string id, WorkspaceContext workspace, RunHost host)
    {
        var folder = RunFolders.FindId(workspace.DataDirectory, id);
        var json = RunJson.Of(folder);
        json["problem"] = host.ProblemOf(folder.Plan.Id);
        return Results.Text(Document.Line(json), "application/json");
    }

    private static JsonObject Line(string id, string path)
    {
        try
        {
            return RunJson.Line(RunFolder.Open(path));
        }
        catch (Exception e) when (e is WorkspaceException or IOException)
        {
            // Where it lies is no reader's business.
            return new JsonObject { ["id"] = id, ["problem"] = "The files of this run cannot be read." };
        }
    }

    private static IResult Items(HttpContext context, string id, WorkspaceContext workspace)
    {
        var folder = RunFolders.FindId(workspace.DataDirectory, id);
        var page = ListPage.Of(context.Request);
        return page.Answer(
            context,
            WaitingItems.Of(workspace, folder).Results(page.Skip).Take(page.Limit)
                .Select(r => (JsonNode?)(r.Waits ? RunJson.Waiting(r.Result) : RunJson.Item(folder.Plan, r.Result))),
            RunStatus.Of(folder).Progress.Items);
    }

    private static Task EventsAsync(HttpContext context, string id, WorkspaceContext workspace, RunHost host)
    {
        var folder = RunFolders.FindId(workspace.DataDirectory, id);
        return EventStream.SendAsync(context, ProgressAsync(folder, host, workspace.Time, context.RequestAborted), workspace.Time);
    }

    private static async IAsyncEnumerable<(LiveId Id, string? Name, byte[] Data)> ProgressAsync(
        RunFolder folder, RunHost host, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sent = "";
        for (var number = 1L; ;)
        {
            // Asked in this order: a run that ended in between is told as running once more, never as ended before it is.
            var isHere = host.IsHere(folder.Plan.Id);
            var status = RunStatus.Of(folder);
            var line = Document.Line(RunJson.Progress(status));
            if (line != sent)
            {
                sent = line;
                yield return (new LiveId(folder.Plan.Id, number++), "progress", Encoding.UTF8.GetBytes(line));
            }

            if (!isHere && status.State != RunState.Running)
            {
                yield break;
            }

            await Task.Delay(_betweenLooks, time, cancellation);
        }
    }
}
