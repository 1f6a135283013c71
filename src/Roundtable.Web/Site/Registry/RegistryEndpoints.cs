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
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Registry;

/// <summary>The pages about the registry and about rulings.</summary>
public static class RegistryEndpoints
{
    private const int MaxListed = 20;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("/registry", ListAsync);
        pages.MapGet("/registry/table", TableAsync);
        pages.MapGet("/registry/questions", QuestionsAsync);
        pages.MapGet("/registry/reciprocity/{organisation}", ReciprocityAsync);
        pages.MapGet("/registry/{kind}/{**name}", ShowAsync);
        pages.MapGet("/judge", JudgeAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, RegistryService registry, string? q, string? kind, int? skip, CancellationToken cancellation)
    {
        var entries = await registry.ListAsync(EntryFilter.Parse(kind, q), cancellation);
        return Page.Of<RegistryPage>(context, ("Entries", entries), ("Text", q), ("Kind", kind), ("Skip", Math.Max(0, skip ?? 0)));
    }

    private static async Task<IResult> TableAsync(HttpContext context, RegistryService registry, CancellationToken cancellation)
    {
        var table = MemoryTable.Read(
            context.Request, EntryColumns.All, await registry.ListAsync(EntryFilter.Parse(null, null), cancellation));
        return table.Download(context.Request, "registry") ?? Page.Of<TablePage<RegisteredEntry>>(
            context, ("Heading", TLater("Registry as a table")), ("Active", "registry"), ("Table", table));
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        RegistryService registry,
        WorkspaceReader reader,
        WorkspaceContext workspace,
        string kind,
        string name,
        string? version,
        string? lineage,
        CancellationToken cancellation)
    {
        if (!Kebab.TryParse<EntryKind>(kind, out var of) || await registry.FindAsync(new EntryReference(of, name, version), cancellation) is not { } shown)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such entry."), TLater("The registry shows those that there are."));
        }

        var id = shown.Entry.Entry.Id;
        var isThing = shown.Entry.Entry is ModelEntry or DatasetEntry;
        var around = isThing ? await registry.LineageAsync(id.ToString(), cancellation) : null;
        int? listed = lineage == "all" ? null : MaxListed;
        var pages = new LineagePages(await reader.OpenRegistryAsync(cancellation), CallerIdentity.Of(context));
        return Page.Of<EntryPage>(
            context,
            ("Registered", shown.Entry),
            ("Versions", (IReadOnlyList<EntryId>)[.. shown.Versions.Select(v => v.Entry.Id)]),
            ("Revisions", shown.Revisions),
            ("Disclosures", of == EntryKind.Organisation ? await new DisclosureService(reader).ListAsync(id.Name, cancellation) : []),
            ("Rulings", isThing ? await RulingsAsync() : []),
            ("Picture", around is null ? null : LineagePicture.Of(id.ToString(), around.Up, around.Down, pages.Of)),
            ("Lists", (IReadOnlyList<LineageList>)(around is null ? [] : [LineageList.Of(around.Up, listed), LineageList.Of(around.Down, listed)])),
            ("PageOf", (Func<string, string?>)pages.Of),
            ("All", listed is null));

        async Task<IReadOnlyList<Ruling>> RulingsAsync()
        {
            var access = await reader.OpenRegistryAsync(cancellation);
            var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
            return [.. Enum.GetValues<Use>().Select(u => access.Judge.Rule(id.ToString(), intent with { Use = u }, cancellation))];
        }
    }

    private static async Task<IResult> QuestionsAsync(
        HttpContext context, WorkspaceReader reader, WorkspaceContext workspace, CancellationToken cancellation) =>
        Page.Of<QuestionsPage>(context, ("Open", await OpenQuestions.TodayAsync(workspace, await reader.OpenRegistryAsync(cancellation), cancellation)));

    private static async Task<IResult> ReciprocityAsync(
        HttpContext context, RegistryService registry, string organisation, CancellationToken cancellation)
    {
        try
        {
            return Page.Of<ReciprocityPage>(context, ("Report", await registry.ReciprocityAsync(organisation, cancellation)));
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.NotFound)
        {
            return Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such organisation."),
                TLater("The registry shows those that there are."));
        }
    }

    private static async Task<IResult> JudgeAsync(HttpContext context, WorkspaceReader reader, WorkspaceContext workspace, CancellationToken cancellation)
    {
        // A link that names content alone asks for the use that the form offers first.
        var asked = JudgeQuery.Read(context.Request.Query);
        asked = asked with { Use = asked.Use ?? Kebab.Name(Use.Publish) };
        (string, object?)[] form =
        [
            ("Content", asked.Content),
            ("Use", asked.Use),
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
