using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Web.Access;
using Roundtable.Web.Requests;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Web.Site.Registry;

/// <summary>The pages about the registry and about rulings.</summary>
public static class RegistryEndpoints
{
    private const int MaxSteps = 2000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("/registry", ListAsync);
        pages.MapGet("/registry/reciprocity/{organisation}", ReciprocityAsync);
        pages.MapGet("/registry/{kind}/{**name}", ShowAsync);
        pages.MapGet("/judge", JudgeAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, WorkspaceReader reader, string? q, string? kind, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        return Page.Of<RegistryPage>(context, ("Entries", EntryLookup.List(access.Registry, kind, q)), ("Text", q), ("Kind", kind));
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, WorkspaceReader reader, WorkspaceContext workspace, string kind, string name, string? version, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        if (!Kebab.TryParse<EntryKind>(kind, out var of) || access.Registry.Find(new EntryReference(of, name, version)) is not { } entry)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, "There is no such entry.", "The registry shows those that there are.");
        }

        var id = entry.Entry.Id;
        var isThing = entry.Entry is ModelEntry or DatasetEntry;
        var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
        var nodes = isThing ? LineageLookup.Nodes(access, id.ToString()) : [];
        return Page.Of<EntryPage>(
            context,
            ("Registered", entry),
            ("Versions", (IReadOnlyList<EntryId>)[.. access.Registry.Versions(id.Kind, id.Name).Select(v => v.Entry.Id)]),
            ("Revisions", access.Registry.History(id)),
            ("Rulings", isThing ? Rulings() : []),
            ("Picture", isThing ? Picture() : null));

        IReadOnlyList<Ruling> Rulings() =>
            [.. Enum.GetValues<Use>().Select(u => access.Judge.Rule(id.ToString(), intent with { Use = u }, cancellation))];

        LineagePicture Picture() =>
            LineagePicture.Of(id.ToString(), access.Index.Walk(nodes, up: true, MaxSteps), access.Index.Walk(nodes, up: false, MaxSteps));
    }

    private static async Task<IResult> ReciprocityAsync(
        HttpContext context, WorkspaceReader reader, WorkspaceContext workspace, string organisation, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        return ReciprocityLookup.Of(access, organisation, workspace.Time, cancellation) is { } report
            ? Page.Of<ReciprocityPage>(context, ("Report", report))
            : Page.Problem(context, StatusCodes.Status404NotFound, "There is no such organisation.", "The registry shows those that there are.");
    }

    private static async Task<IResult> JudgeAsync(HttpContext context, WorkspaceReader reader, WorkspaceContext workspace, CancellationToken cancellation)
    {
        var asked = JudgeQuery.Read(context.Request.Query);
        (string, object?)[] form =
        [
            ("Content", asked.Content),
            ("Use", asked.Use ?? Kebab.Name(Use.Publish)),
            ("On", asked.On),
            ("As", asked.As),
            ("Obtained", asked.Obtained),
            ("Without", asked.Without),
        ];
        if (string.IsNullOrWhiteSpace(asked.Content))
        {
            return Page.Of<JudgePage>(context, form);
        }

        var access = await reader.OpenRegistryAsync(cancellation);
        try
        {
            var (ruling, parts, removal) = await asked.RuleAsync(workspace, access, cancellation);
            return Page.Of<JudgePage>(context, [.. form, ("Ruling", ruling), ("Parts", parts), ("Removal", removal)]);
        }
        catch (WorkspaceException e)
        {
            return Page.Of<JudgePage>(context, StatusCodes.Status400BadRequest, [.. form, ("Problem", e.Message)]);
        }
    }
}
