using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Web.Access;
using Roundtable.Web.Requests;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Live;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;

namespace Roundtable.Web.Site.Sessions;

/// <summary>The pages on which sessions are watched and read.</summary>
public static class SessionEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/sessions").RequireRole(Role.Reader);
        pages.MapGet("", ListAsync);
        pages.MapGet("/{id}", ShowAsync);
        pages.MapGet("/{id}/live", WatchAsync);
        pages.MapGet("/{id}/ballots/{ballot}", (string id, string ballot, HttpContext context, SiteSessions sessions) => Ballot(context, sessions.View(id)?.Session, ballot, "/sessions/" + id));
        pages.MapGet("/{id}/leaves/{leaf:long}", (string id, long leaf, HttpContext context, SiteSessions sessions, WorkspaceContext workspace) => Proof(sessions.View(id), leaf, workspace));
        pages.MapGet("/{id}.{format}", (string id, string format, HttpContext context, SiteSessions sessions, WorkspaceContext workspace) => Export(context, sessions.View(id), format, workspace));
    }

    /// <summary>A ballot on a page of its own.</summary>
    public static IResult Ballot(HttpContext context, Session? session, string ballot, string at) =>
        session?.Rounds.SelectMany(r => r.Ballots).FirstOrDefault(b => b.Id == ballot) is { } found
            ? Page.Of<BallotPage>(context, ("Session", session), ("Ballot", found), ("Base", at))
            : Page.NoSession(context);

    /// <summary>The proof of one of a session's leaves, its output opened where that is still kept.</summary>
    public static IResult Proof(SessionViewModel? view, long leaf, WorkspaceContext workspace)
    {
        if (view is null || view.Leaves.All(l => l.Index != leaf))
        {
            return Results.Problem("It is no leaf of this session.", statusCode: StatusCodes.Status404NotFound, title: "There is no such leaf.");
        }

        using var log = LogAccess.TryRead(workspace);
        if (log is null)
        {
            return Results.Problem("The log cannot be read now. Try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            return Results.Bytes(OpenedProof.Make(log, leaf).Proof.ToBytes(), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"leaf-{leaf}.tlog-proof"));
        }
        catch (ArgumentException)
        {
            return Results.Problem("A checkpoint is made every few seconds while the log is written. Try again in a moment.", statusCode: StatusCodes.Status409Conflict, title: "No checkpoint reaches to it yet.");
        }
    }

    /// <summary>A session in a format to take away.</summary>
    public static IResult Export(HttpContext context, SessionViewModel? view, string format, WorkspaceContext workspace)
    {
        if (view is null)
        {
            return Page.NoSession(context);
        }

        var session = view.Session;
        (byte[]? bytes, string type) = format switch
        {
            "md" => (Encoding.UTF8.GetBytes(MarkdownExport.Of(session)), "text/markdown; charset=utf-8"),
            "json" => (SessionJson.Write(session), "application/json"),
            "html" => (Encoding.UTF8.GetBytes(HtmlExport.Of(session)), "text/html; charset=utf-8"),
            "tar" => (SessionBundle.Make(view.Session, [.. view.Leaves.Select(l => l.Index)], workspace), "application/x-tar"),
            _ => (null, ""),
        };
        return bytes is null
            ? Page.Problem(context, StatusCodes.Status404NotFound, "There is no such format.", "A session can be had as .md, .json, .html and .tar.")
            : Results.Bytes(bytes, type, $"session-{session.Id}.{format}");
    }

    private static async Task<IResult> ListAsync(HttpContext context, SiteSessions sessions, ILiveStore live, LivePages pages, StoppedSessions stopped, CancellationToken cancellation)
    {
        var filter = SessionQuery.Read(context.Request.Query);
        var found = sessions.Find(filter, cancellation);
        List<(string, string)> running = [];
        foreach (var id in filter.IsEmpty ? await live.UnfinishedAsync(cancellation) : [])
        {
            if (await pages.StateAsync(id, cancellation) is { Plan: { } plan, Ended: false })
            {
                running.Add((id, plan.Question.Text));
            }
        }

        return Page.Of<SessionsPage>(
            context,
            ("Filter", filter),
            ("Rows", (IReadOnlyList<(SessionSummary, string?)>)[.. found.Skip(filter.Skip).Take(SessionFilter.PageSize)]),
            ("Total", found.Count),
            ("Models", (IReadOnlyList<string>)[.. found.SelectMany(f => f.Summary.Seats).Select(s => s.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
            ("Running", running),
            ("Interrupted", filter.IsEmpty ? await stopped.FindAsync(cancellation) : []));
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, SiteSessions sessions, LivePages pages, StoppedSessions stopped, SharedAddress addresses, WorkspaceContext workspace, CancellationToken cancellation)
    {
        if (sessions.View(id) is { } view)
        {
            var rights = await SessionRights.TryOfAsync(workspace, view.Session, cancellation);
            return Page.Of<SessionPage>(context, ("View", Read(context.Request.Query, view) with { SharedAt = addresses.Of(view.Session.Id, context.Request), Rights = rights }));
        }

        var state = await pages.StateAsync(id, cancellation) ?? await stopped.StateAsync(id, cancellation);
        return state is null ? Page.NoSession(context) : Page.Of<LivePage>(context, ("State", state));
    }

    private static Task WatchAsync(string id, HttpContext context, SiteSessions sessions, LivePages pages, WorkspaceContext workspace)
    {
        var updates = sessions.Store.Exists(id) ? Over() : Named(pages.Of(id).WatchAsync(EventStream.After(context.Request), context.RequestAborted));
        return EventStream.SendAsync(context, updates, workspace.Time);

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
        return view with { Seat = Number("seat"), Round = Number("round"), Option = Number("option"), Rule = query["rule"].ToString() is { Length: > 0 } rule ? rule : null };
    }
}
