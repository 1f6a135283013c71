using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Annotation.Runs;
using Roundtable.Web.Access;
using Roundtable.Web.Hosting;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Runs;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Runs;

/// <summary>The pages about runs: what they are doing, what came of them, item by item.</summary>
public static class RunsEndpoints
{
    private const int PageItems = 25;

    // Items examined for one page; where few pass the filter, the next page goes on from there.
    private const int MaxExamined = 50_000;

    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/runs").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", List);
        pages.MapGet("/{id}", ShowAsync);
        pages.MapGet("/{id}/items", ItemsAsync);
        pages.MapGet("/{id}/items/table", TableAsync);
        pages.MapGet("/{id}/live", LiveAsync);
        var asker = app.MapGroup("/runs/{id}").RequireAuthorization(AccessPolicies.Asker);
        asker.MapPost("/stop", Stop);
        asker.MapPost("/resume", ResumeAsync);
        BenchPages.Map(app);
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace) => Page.Of<RunsPage>(
        context,
        ("Runs", (IReadOnlyList<ShownRun>)[.. RunFolders.All(workspace.DataDirectory).Select(r => ShownRun.TryOpen(r.Path)).OfType<ShownRun>()]),
        ("Benches", new BenchService(workspace).List()));

    private static async Task<IResult> ShowAsync(HttpContext context, WorkspaceContext workspace, RunHost host, string id, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } run)
        {
            return None(context);
        }

        var report = await Task.Run(() => RunReport.Of(run.Folder.Plan, run.Folder.Results(withCalls: false)), cancellation);
        return Page.Of<RunPage>(
            context,
            ("Run", run),
            ("Report", report),
            ("IsHere", host.IsHere(run.Folder.Plan.Id)),
            ("Problem", host.ProblemOf(run.Folder.Plan.Id)),
            ("Benches", BenchesOf(workspace, run.Folder.Plan.Id)),
            ("Labelled", LabelledOf(workspace, run.Folder)));
    }

    private static async Task<IResult> ItemsAsync(
        HttpContext context, WorkspaceContext workspace, string id, string? q, string? only, int? at, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } run)
        {
            return None(context);
        }

        var filter = new ItemFilter(q?.Trim() ?? "", ItemFilter.Kinds.Contains(only ?? "", StringComparer.Ordinal) ? only! : "");
        List<(ItemResult Result, bool Waits)> items = [];
        var (examined, next) = (0, (int?)null);
        await Task.Run(
            () =>
            {
                foreach (var (result, waits) in WaitingItems.Of(workspace, run.Folder).Results(Math.Max(0, at ?? 0)))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (items.Count == PageItems || examined++ == MaxExamined)
                    {
                        next = result.Index;
                        return;
                    }

                    if (filter.Has(run.Folder.Plan, result, waits))
                    {
                        items.Add((result, waits));
                    }
                }
            },
            cancellation);
        return Page.Of<RunItemsPage>(context, ("Run", run), ("Items", items), ("Filter", filter), ("Next", next), ("IsFirst", at is null or <= 0));
    }

    /// <summary>The items as a table that is sorted and taken away; of a run with more than a table can hold, the first.</summary>
    private static async Task<IResult> TableAsync(HttpContext context, WorkspaceContext workspace, string id, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } run)
        {
            return None(context);
        }

        var plan = run.Folder.Plan;
        var rows = await Task.Run(
            () => WaitingItems.Of(workspace, run.Folder).Results(0).Take(MaxExamined + 1)
                .Select(r => cancellation.IsCancellationRequested ? throw new OperationCanceledException(cancellation) : new ItemRow(plan, r.Result, r.Waits))
                .ToList(),
            cancellation);
        var table = MemoryTable.Read(context.Request, ItemColumns.All, rows.Take(MaxExamined));
        return table.Download(context.Request, $"items-{plan.Id}") ?? Page.Of<TablePage<ItemRow>>(
            context,
            ("Heading", TLater("Items")),
            ("Active", "runs"),
            ("Trail", (IReadOnlyList<(string, string)>)[(plan.Id, $"/runs/{plan.Id}")]),
            ("Table", table),
            ("Looked", rows.Count > MaxExamined ? MaxExamined : null));
    }

    private static async Task<IResult> LiveAsync(
        HttpContext context, WorkspaceContext workspace, Fragments fragments, RunHost host, string id, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } run)
        {
            return Results.NotFound();
        }

        await EventStream.SendAsync(context, UpdatesAsync(workspace, fragments, host, run.Folder, cancellation), workspace.Time);
        return Results.Empty;
    }

    private static async IAsyncEnumerable<(LiveId Id, string? Name, byte[] Data)> UpdatesAsync(
        WorkspaceContext workspace, Fragments fragments, RunHost host, RunFolder folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = "";
        for (var number = 1L; ; number++)
        {
            // Asked in this order: a run that ended in between is told as running once more, never as ended before it is.
            var isHere = host.IsHere(folder.Plan.Id);
            var status = RunStatus.Of(folder);
            var html = await fragments.RenderAsync<RunProgressView>(("Status", status));
            var ended = !isHere && status.State != RunState.Running;
            if (html != last || ended)
            {
                last = html;
                yield return (
                    new LiveId(folder.Plan.Id, number), null, JsonSerializer.SerializeToUtf8Bytes(new RunUpdate(html, ended), RunUpdateJson.Default.RunUpdate));
            }

            if (ended)
            {
                yield break;
            }

            await Task.Delay(_between, workspace.Time, cancellation);
        }
    }

    private static IResult Stop(HttpContext context, RunHost host, string id) => host.Stop(id)
        ? Results.LocalRedirect($"/runs/{id}")
        : Page.Problem(
            context,
            StatusCodes.Status409Conflict,
            TLater("The run is not running in this server."),
            TLater("A run that was started on the command line is stopped there, with Ctrl-C."));

    private static async Task<IResult> ResumeAsync(
        HttpContext context, WorkspaceContext workspace, RunHost host, string id, CancellationToken cancellation)
    {
        if (Find(workspace, id) is not { } run)
        {
            return None(context);
        }

        try
        {
            await host.ResumeAsync(run.Folder, CallerIdentity.Of(context), cancellation);
        }
        catch (WorkspaceException e)
        {
            return Page.Problem(context, StatusCodes.Status409Conflict, TLater("The run cannot be resumed."), e.Message);
        }

        return Results.LocalRedirect($"/runs/{run.Folder.Plan.Id}");
    }

    private static IReadOnlyList<BenchDocument> BenchesOf(WorkspaceContext workspace, string run) =>
        [.. new BenchService(workspace).List().Where(b => b.Asked.Contains(run, StringComparer.Ordinal))];

    /// <summary>The labels of a run; null where it has none, or their files cannot be read.</summary>
    private static LabelledRun? LabelledOf(WorkspaceContext workspace, RunFolder run)
    {
        try
        {
            return new LabelFolder(run) is { HasLabels: true } labels ? new LabelService(workspace).Read(labels) : null;
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    private static ShownRun? Find(WorkspaceContext workspace, string id)
    {
        try
        {
            return ShownRun.TryOpen(RunFolders.FindId(workspace.DataDirectory, id).Path);
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    private static IResult None(HttpContext context) => Page.Problem(
        context, StatusCodes.Status404NotFound, TLater("There is no such run."), TLater("Its folder may have been moved. The list shows the runs."));
}
