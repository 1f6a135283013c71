using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Terms.Rulings;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rulings;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sets;

/// <summary>The pages about training sets: each with its ruling, its card, its rows and their proofs.</summary>
public static class SetEndpoints
{
    private const int PageRows = 25;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/sets").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", List);
        pages.MapGet("/{leaf:long}", ShowAsync);
        pages.MapGet("/{leaf:long}/rows", RowsAsync);
        pages.MapGet("/{leaf:long}/rows/{row:long}", RowAsync);
    }

    private static IResult List(HttpContext context, WorkspaceContext workspace)
    {
        var table = MemoryTable.Read(context.Request, SetColumns.All, StoredSet.All(workspace.DataDirectory));
        return table.Download(context.Request, "sets") ?? Page.Of<SetsPage>(context, ("Table", table));
    }

    private static Task<IResult> ShowAsync(
        HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, long leaf, CancellationToken cancellation) =>
        Found(context, workspace, leaf, async set =>
        {
            // What was ruled when it was made is on the record; the registry may know more by now.
            var access = await reader.OpenRegistryAsync(cancellation);
            var intent = Today(workspace, access, set.Manifest);
            return Page.Of<SetPage>(
                context,
                ("Set", set),
                ("Today", access.Judge.Rule(LogArtifacts.OfLeaf(leaf), intent, cancellation)),
                ("Card", set.Document(SetFiles.Card)),
                ("Licence", set.Document(SetFiles.Licence)));
        });

    private static Task<IResult> RowsAsync(HttpContext context, WorkspaceContext workspace, long leaf, long? at, CancellationToken cancellation) =>
        Found(context, workspace, leaf, async set =>
        {
            var from = Math.Clamp(at ?? 0, 0, Math.Max(0, set.Manifest.Rows - 1));
            var rows = await Task.Run(() => (IReadOnlyList<SetRowLine>)[.. set.Lines(from).Take(PageRows)], cancellation);
            return Page.Of<SetRowsPage>(context, ("Set", set), ("Rows", rows), ("From", from), ("PageRows", PageRows));
        });

    private static Task<IResult> RowAsync(
        HttpContext context, WorkspaceContext workspace, WorkspaceReader reader, long leaf, long row, CancellationToken cancellation) =>
        Found(context, workspace, leaf, async set =>
        {
            var proof = await Task.Run(() => RowProof.Make(set.Folder, row - 1), cancellation);
            var line = set.Line(row - 1);
            var text = await Task.Run(() => set.Text(line), cancellation);
            var access = await reader.OpenRegistryAsync(cancellation);
            var intent = Today(workspace, access, set.Manifest);
            var today = new SetRulings(access.Registry, new RowArtifacts(access.Artifacts), intent).Rule(line.Sources, row, cancellation).Group.Ruling;
            return Page.Of<SetRowPage>(
                context,
                ("Set", set),
                ("Row", row),
                ("Line", line),
                ("Text", text),
                ("Proof", proof),
                ("Holds", proof.Holds(set.Manifest.Root)),
                ("Today", today));
        });

    /// <summary>The set's use, today. For whom it was ruled on may be somebody whom the registry does not know any more, which allows less.</summary>
    private static Intent Today(WorkspaceContext workspace, RegistryAccess access, SetManifest manifest) =>
        Intents.Of(access, manifest.Use, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime), manifest.As);

    private static async Task<IResult> Found(HttpContext context, WorkspaceContext workspace, long leaf, Func<StoredSet, Task<IResult>> page)
    {
        try
        {
            return await page(StoredSet.Find(workspace.DataDirectory, leaf));
        }
        catch (WorkspaceException e) when (e.Kind is ErrorKind.NotFound)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such training set, or no such row of it."), e.Message);
        }
        catch (WorkspaceException e)
        {
            return Page.Problem(context, StatusCodes.Status409Conflict, TLater("The training set cannot be shown."), e.Message);
        }
    }
}
