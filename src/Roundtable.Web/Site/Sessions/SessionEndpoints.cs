using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Web.Access;
using Roundtable.Web.Downloads;
using Roundtable.Web.Requests;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Live;
using Roundtable.Web.Site.Tables;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sessions;

/// <summary>The pages on which sessions are watched and read.</summary>
public static class SessionEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/sessions").RequireAuthorization(AccessPolicies.Reader);
        pages.MapGet("", ListAsync);
        pages.MapGet("/table", TableAsync);
        pages.MapGet("/{id}", ShowAsync);
        pages.MapGet("/{id}/live", WatchAsync);
        pages.MapGet("/{id}/ballots/{ballot}", BallotAsync);
        pages.MapGet("/{id}/leaves/{leaf:long}", ProofAsync);
        pages.MapGet("/{id}.{format}", DownloadAsync);
    }

    /// <summary>A ballot on a page of its own.</summary>
    public static IResult Ballot(HttpContext context, SessionDocument? session, string ballot, string at) =>
        session is Session voted && voted.Rounds.SelectMany(r => r.Ballots).FirstOrDefault(b => b.Id == ballot) is { } found
            ? Page.Of<BallotPage>(context, ("Session", voted), ("Ballot", found), ("Base", at))
            : Page.NoSession(context);

    /// <summary>A session in a format to take away, or a page that says which formats there are.</summary>
    public static async Task<IResult> ExportAsync(
        HttpContext context, SessionViewModel? view, string format, WorkspaceReader reader, CancellationToken cancellation) =>
        view is null
            ? Page.NoSession(context)
            : await SessionDownloads.ExportAsync(view, format, reader, cancellation)
                ?? Page.Problem(context, StatusCodes.Status404NotFound, TLater("Unknown format."),
                    TLater("A session can be downloaded as .md, .json, .html and .tar."));

    private static async Task<IResult> BallotAsync(
        string id, string ballot, HttpContext context, SessionLibrary sessions, CancellationToken cancellation) =>
        Ballot(context, await sessions.TryReadAsync(id, cancellation), ballot, "/sessions/" + id);

    private static async Task<IResult> ProofAsync(string id, long leaf, SessionLibrary sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await SessionDownloads.ProofAsync(await sessions.ViewAsync(id, reader, cancellation), leaf, reader, cancellation);

    private static async Task<IResult> DownloadAsync(
        string id, string format, HttpContext context, SessionLibrary sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await ExportAsync(context, await sessions.ViewAsync(id, reader, cancellation), format, reader, cancellation);

    private static async Task<IResult> ListAsync(
        HttpContext context, SessionLibrary sessions, ILiveStore live, StoppedSessions stopped, CancellationToken cancellation)
    {
        var filter = SessionQuery.Read(context.Request.Query);
        var found = await sessions.OverviewAsync(filter, SessionFilter.PageSize, cancellation);
        List<(string, string)> running = [];
        foreach (var id in filter.IsEmpty ? await live.UnfinishedAsync(cancellation) : [])
        {
            if (await LiveState.ReadAsync(live, id, cancellation) is { Plan: { } plan, Ended: false })
            {
                running.Add((id, plan.Question.Text));
            }
        }

        return Page.Of<SessionsPage>(
            context,
            ("Filter", filter),
            ("Rows", found.Rows),
            ("Total", found.Total),
            ("Models", found.Models),
            ("Running", running),
            ("Interrupted", filter.IsEmpty ? await stopped.FindAsync(cancellation) : []));
    }

    private static async Task<IResult> TableAsync(HttpContext context, SessionLibrary sessions, CancellationToken cancellation)
    {
        var view = TableView.Read(context.Request, "q", "label", "model", "since");
        var filter = SessionColumns.Sorted(SessionQuery.Read(context.Request.Query) with { Skip = view.Skip }, view);
        if (TableView.Format(context.Request) is { } format)
        {
            var all = await sessions.OverviewAsync(filter with { Skip = 0 }, -1, cancellation);
            return TableDownload.Of("sessions", format, view.Of(SessionColumns.All), all.Rows.Select(r => r.Summary));
        }

        var found = await sessions.OverviewAsync(filter, view.Take, cancellation);
        return Page.Of<SessionTablePage>(
            context,
            ("Filter", filter),
            ("Rows", (IReadOnlyList<SessionSummary>)[.. found.Rows.Select(r => r.Summary)]),
            ("Total", found.Total),
            ("View", view));
    }

    private static async Task<IResult> ShowAsync(
        string id,
        HttpContext context,
        SessionLibrary sessions,
        WorkspaceReader reader,
        ILiveStore live,
        StoppedSessions stopped,
        SharedAddress addresses,
        Gallery gallery,
        WorkspaceContext workspace,
        CancellationToken cancellation)
    {
        if (await sessions.ViewAsync(id, reader, cancellation) is { } view)
        {
            var entry = gallery.Of(view.Session.Id);
            var shown = Read(context.Request.Query, view) with
            {
                SharedAt = addresses.Of(view.Session.Id, context.Request),
                InGallerySince = entry?.Since,
                Tags = entry?.Tags ?? [],
                Rights = await SessionRights.TryOfAsync(workspace, reader, view.Session, cancellation),
            };
            return Page.Of<SessionPage>(context, ("View", shown));
        }

        var state = await LiveState.ReadAsync(live, id, cancellation) ?? await stopped.StateAsync(id, cancellation);
        return state is null ? Page.NoSession(context) : Page.Of<LivePage>(context, ("State", state));
    }

    private static async Task WatchAsync(string id, HttpContext context, SessionLibrary sessions, LivePages pages, SiteLanguages languages,
        WorkspaceContext workspace)
    {
        var gone = context.RequestAborted;
        var updates = (await sessions.OpenStoreAsync(gone)).Exists(id) ? Over()
            : Named(pages.Of(id, languages.For(context.Request)).WatchAsync(EventStream.After(context.Request), gone));
        await EventStream.SendAsync(context, updates, workspace.Time);

        static async IAsyncEnumerable<(LiveId, string?, byte[])> Named(IAsyncEnumerable<(LiveId Id, byte[] Json)> updates)
        {
            await foreach (var (at, json) in updates)
            {
                yield return (at, null, json);
            }
        }

        static async IAsyncEnumerable<(LiveId, string?, byte[])> Over()
        {
            await Task.CompletedTask;
            yield return (new LiveId("over", 1), null, """{"ended":true}"""u8.ToArray());
        }
    }

    private static SessionViewModel Read(IQueryCollection query, SessionViewModel view)
    {
        int? Number(string name) => int.TryParse(query[name], CultureInfo.InvariantCulture, out var number) ? number : null;
        return view with
        {
            Seat = Number("seat"),
            Round = Number("round"),
            Option = Number("option"),
            Rule = query["rule"].ToString() is { Length: > 0 } rule ? rule : null,
        };
    }
}
