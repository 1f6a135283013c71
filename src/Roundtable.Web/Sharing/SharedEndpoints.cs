using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Sessions;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Sharing;

/// <summary>What anybody sees who has a link to one session: that session and nothing else of the site.</summary>
public static class SharedEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/s/{link}", Show);
        app.MapGet("/s/{link}/card", Card);
        app.MapGet("/s/{link}/picture.png", Picture);
        app.MapGet("/s/{link}/ballots/{ballot}", (string link, string ballot, HttpContext context, Shares shares, SiteSessions sessions) =>
            SessionEndpoints.Ballot(context, View(link, shares, sessions)?.Session, ballot, "/s/" + link));
        app.MapGet("/s/{link}/leaves/{leaf:long}", (string link, long leaf, Shares shares, SiteSessions sessions, WorkspaceContext workspace) =>
            SessionEndpoints.Proof(View(link, shares, sessions), leaf, workspace));
        app.MapGet("/s/{link}.{format}", (string link, string format, HttpContext context, Shares shares, SiteSessions sessions, WorkspaceContext workspace) =>
            SessionEndpoints.Export(context, View(link, shares, sessions), format, workspace));
    }

    private static IResult Show(string link, HttpContext context, Shares shares, SharedAddress addresses, SiteSessions sessions) => View(link, shares, sessions) is { } view
        ? Page.Bare<SharedPage>(context, StatusCodes.Status200OK, ("View", view with { SharedAt = addresses.Of(view.Session.Id, context.Request) }), ("Link", link))
        : Page.NoSession(context);

    private static IResult Card(string link, HttpContext context, Shares shares, SharedAddress addresses, SiteSessions sessions)
    {
        context.Items[SecurityHeaders.FramedKey] = true;
        return View(link, shares, sessions) is { } view
            ? Page.Bare<CardPage>(context, StatusCodes.Status200OK, ("Session", view.Session), ("Address", addresses.Of(view.Session.Id, context.Request)))
            : Page.NoSession(context);
    }

    private static IResult Picture(string link, HttpContext context, Shares shares, SiteSessions sessions)
    {
        if (View(link, shares, sessions) is not { } view)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(ResultPicture.Png(view.Session), "image/png");
    }

    private static SessionViewModel? View(string link, Shares shares, SiteSessions sessions) =>
        shares.Session(link) is { } session ? sessions.View(session) : null;
}
