using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Downloads;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Sessions;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Web.Sharing;

/// <summary>What anybody sees who has a link to one session: that session and nothing else of the site.</summary>
public static class SharedEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var shared = app.MapGroup("/s").AllowAnonymous();
        shared.MapGet("/{link}", ShowAsync);
        shared.MapGet("/{link}/card", CardAsync);
        shared.MapGet("/{link}/picture.png", PictureAsync);
        shared.MapGet("/{link}/ballots/{ballot}", BallotAsync);
        shared.MapGet("/{link}/leaves/{leaf:long}", ProofAsync);
        shared.MapGet("/{link}.{format}", ExportAsync);
    }

    private static async Task<IResult> ShowAsync(
        string link, HttpContext context, SharedSessions sessions, SharedAddress addresses, CancellationToken cancellation) =>
        await sessions.ViewAsync(link, cancellation) is { } view
            ? Page.Bare<SharedPage>(
                context, StatusCodes.Status200OK, ("View", view with { SharedAt = addresses.Of(view.Session.Id, context.Request) }), ("Link", link))
            : Page.NoSession(context);

    private static async Task<IResult> CardAsync(
        string link, HttpContext context, SharedSessions sessions, SharedAddress addresses, CancellationToken cancellation)
    {
        context.Items[SecurityHeaders.FramedKey] = true;
        return await sessions.ViewAsync(link, cancellation) is { Session: var session }
            ? Page.Bare<CardPage>(context, StatusCodes.Status200OK, ("Session", session), ("Address", addresses.Of(session.Id, context.Request)))
            : Page.NoSession(context);
    }

    private static async Task<IResult> PictureAsync(string link, HttpContext context, SharedSessions sessions, CancellationToken cancellation)
    {
        if (await sessions.ViewAsync(link, cancellation) is not { } view)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(ResultPicture.Png(view.Session), "image/png");
    }

    private static async Task<IResult> BallotAsync(
        string link, string ballot, HttpContext context, SharedSessions sessions, CancellationToken cancellation) =>
        SessionEndpoints.Ballot(context, (await sessions.ViewAsync(link, cancellation))?.Session, ballot, "/s/" + link);

    private static async Task<IResult> ProofAsync(string link, long leaf, SharedSessions sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await SessionDownloads.ProofAsync(await sessions.ViewAsync(link, cancellation), leaf, reader, cancellation);

    private static async Task<IResult> ExportAsync(
        string link, string format, HttpContext context, SharedSessions sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await SessionEndpoints.ExportAsync(context, await sessions.ViewAsync(link, cancellation), format, reader, cancellation);
}
