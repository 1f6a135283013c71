using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Record.Languages;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Corpora;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Comparing;

/// <summary>The page on which two things of one kind stand side by side: <c>/compare?left=session:ID&amp;right=session:ID</c>.</summary>
public static class CompareEndpoints
{
    private const int MaxOffered = 100;
    private const int MaxRows = 20;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/compare", ShowAsync).RequireAuthorization(AccessPolicies.Reader);

    private static async Task<IResult> ShowAsync(
        HttpContext context,
        WorkspaceContext workspace,
        WorkspaceReader reader,
        SessionLibrary sessions,
        SiteLanguages languages,
        string? left,
        string? right,
        CancellationToken cancellation)
    {
        if (left is null or "" || right is null or "")
        {
            var offered = await OfferedAsync(workspace, reader, sessions, Split(left ?? right ?? "").Kind, cancellation);
            return Page.Of<CompareChoicePage>(context, ("Offered", offered), ("Left", left is null or "" ? right : left));
        }

        var ((kind, one), (other, two)) = (Split(left), Split(right));
        if (kind != other)
        {
            return Page.Problem(
                context, StatusCodes.Status400BadRequest, TLater("These cannot be compared."),
                    TLater("Both are to be of one kind: two sessions, two panels, two runs."));
        }

        if (kind == "bench")
        {
            return Results.LocalRedirect($"/benches/compare?first={Uri.EscapeDataString(one)}&second={Uri.EscapeDataString(two)}");
        }

        try
        {
            // What changed is said in words, which the page only shows.
            using var reading = Localized.Read(languages.For(context.Request));
            return await CompareAsync(workspace, reader, sessions, kind, one, two, cancellation) is { } comparison
                ? Page.Of<ComparePage>(context, ("SideBySide", comparison))
                : Page.Problem(
                    context,
                    StatusCodes.Status404NotFound,
                    TLater("One of the two is not here."),
                    TLater("It may have been deleted or moved. Choose two on the page of comparisons."));
        }
        catch (WorkspaceException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.InvalidInput)
        {
            return Page.Problem(
                context, e.Kind == ErrorKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, TLater("They cannot be compared."),
                    e.Message);
        }
    }

    /// <summary>The comparison; null where one of the two is not here.</summary>
    private static async Task<SideBySide?> CompareAsync(
        WorkspaceContext workspace, WorkspaceReader reader, SessionLibrary sessions, string kind, string one, string two, CancellationToken cancellation)
    {
        switch (kind)
        {
            case "session":
                return await sessions.TryReadAsync(one, cancellation) is { } left && await sessions.TryReadAsync(two, cancellation) is { } right
                    ? SessionComparison.Of(left, right) : null;
            case "panel":
                var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
                return PanelComparison.Of(PanelService.Get(connections, one), PanelService.Get(connections, two));
            case "run":
                var (a, b) = (RunFolders.FindId(workspace.DataDirectory, one), RunFolders.FindId(workspace.DataDirectory, two));
                return await Task.Run(() => ComparedWork.Runs(workspace, a, b), cancellation);
            case "scan":
                var scans = Scans(workspace);
                return scans.Find(s => s.Id == one) is { } before && scans.Find(s => s.Id == two) is { } after
                    ? ComparedWork.Scans(
                        (before.Folder, before.Report),
                        (after.Folder, after.Report),
                        await CorpusService.DifferenceAsync(before.Folder.Path, after.Folder.Path, MaxRows, cancellation))
                    : null;
            case "disclosure" when Leaf(one) is { } earlier && Leaf(two) is { } later:
                var service = new DisclosureService(reader);
                return ComparedWork.Disclosures(
                    await service.FindAsync(earlier, cancellation),
                    await service.FindAsync(later, cancellation),
                    await service.CompareAsync(one, two, cancellation));
            default:
                return null;
        }
    }

    /// <summary>What can be chosen: every kind, or the one of what was chosen already.</summary>
    private static async Task<IReadOnlyList<Comparable>> OfferedAsync(
        WorkspaceContext workspace, WorkspaceReader reader, SessionLibrary sessions, string kind, CancellationToken cancellation)
    {
        var newest = await sessions.OverviewAsync(SessionFilter.Parse(null, null, null, null), MaxOffered, cancellation);
        var connections = await ConnectionSet.LoadAsync(workspace, cancellation);
        var disclosures = await new DisclosureService(reader).ListAsync(null, cancellation);
        List<Comparable> all =
        [
            new("session", TLater("Sessions"), [.. newest.Rows.Select(r => (
                $"session:{r.Summary.Id}",
                (Func<string>)(() => $"{r.Summary.Question} · {ShownHeadline.Of(r.Summary)} · {FigureText.Day(r.Summary.Opened)}"
                    + (r.Summary.Simulated ? " · " + T("SIMULATED") : ""))))]),
            new("panel", TLater("Panels"), [.. connections.Panels.Select(p => p.Name).Append(PanelPlan.RehearsalName)
                .Select(n => ($"panel:{n}", (Func<string>)(() => n)))]),
            new("run", TLater("Runs"), [.. RunFolders.All(workspace.DataDirectory).Take(MaxOffered).Select(r => ShownRun.TryOpen(r.Path)).OfType<ShownRun>()
                .Select(r => ($"run:{r.Folder.Plan.Id}", (Func<string>)(() => $"{r.Kind} {r.Folder.Plan.Id} · "
                    + T("{0, plural, one {# item} other {# items}}", r.Status.Progress.Total))))]),
            new("bench", TLater("Benches"), [.. new BenchService(workspace).List().Take(MaxOffered).Select(b => (
                $"bench:{b.Id}", (Func<string>)(() => $"{b.Set} · {b.Id}")))]),
            new("scan", TLater("Scans"), [.. Scans(workspace).AsEnumerable().Reverse().Take(MaxOffered).Select(s => (
                $"scan:{s.Id}", (Func<string>)(() => $"{s.Name} · {s.Id}")))]),
            new("disclosure", TLater("Disclosures"), [.. disclosures.Take(MaxOffered).Select(d => (
                FormattableString.Invariant($"disclosure:{d.Document.Leaf}"), (Func<string>)(() => Name(d))))]),
        ];
        return [.. all.Where(c => kind.Length == 0 || c.Kind == kind)];
    }

    private static string Name(ReadDisclosure disclosure)
    {
        var row = disclosure.Row();
        var what = (string?)row["form"] is { } form ? T("form {0}", form) : T((string)row["kind"]!);
        return $"{(string?)row["subject"] ?? (string?)row["name"]} · {what} · {T("leaf {0}", disclosure.Document.Leaf)}";
    }

    private static List<ScannedCorpus> Scans(WorkspaceContext workspace) =>
        [.. KnownScans.Of(workspace.DataDirectory).Read().Select(ScannedCorpus.TryOpen).OfType<ScannedCorpus>()];

    private static (string Kind, string Id) Split(string reference) =>
        reference.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? (reference[..at], reference[(at + 1)..]) : ("", reference);

    private static long? Leaf(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var leaf) ? leaf : null;
}
