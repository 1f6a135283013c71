using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Web.Access;
using Roundtable.Web.Downloads;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Sessions;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sharing;

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
        app.MapGet("/embed/{link}", CardAsync).AllowAnonymous();
        shared.MapGet("/{link}/picture.png", PictureAsync);
        shared.MapGet("/{link}/ballots/{ballot}", BallotAsync);
        shared.MapGet("/{link}/leaves/{leaf:long}", ProofAsync);
        shared.MapGet("/{link}.{format}", ExportAsync);
    }

    private static async Task<IResult> ShowAsync(
        string link,
        HttpContext context,
        SharedSessions sessions,
        SharedAddress addresses,
        Gallery gallery,
        WorkspaceContext workspace,
        WorkspaceReader reader,
        CancellationToken cancellation)
    {
        if (await sessions.ViewAsync(link, cancellation) is not { } view)
        {
            return Page.NoSession(context);
        }

        var entry = Listed(context, gallery, view.Session.Id);
        var shown = view with
        {
            SharedAt = addresses.OfLink(link, context.Request),
            InGallerySince = entry?.Since,
            Tags = entry?.Tags ?? [],
            Rights = await SessionRights.TryOfAnybodyAsync(workspace, reader, view.Session, cancellation),
        };
        return Page.Bare<SharedPage>(context, StatusCodes.Status200OK, ("View", shown), ("Link", link));
    }

    private static async Task<IResult> CardAsync(
        string link, HttpContext context, SharedSessions sessions, SharedAddress addresses, CancellationToken cancellation)
    {
        context.Items[SecurityHeaders.FramedKey] = true;
        return await sessions.ViewAsync(link, cancellation) is { Session: var session }
            ? Page.Bare<CardPage>(context, StatusCodes.Status200OK, ("Session", session), ("Address", addresses.Of(session.Id, context.Request)))
            : Page.NoSession(context);
    }

    private static async Task<IResult> PictureAsync(
        string link, HttpContext context, SharedSessions sessions, Gallery gallery, CancellationToken cancellation)
    {
        if (await sessions.ViewAsync(link, cancellation) is not { } view)
        {
            return Results.NotFound();
        }

        Listed(context, gallery, view.Session.Id);

        // A cache asks each time whether it is still shared, and is not sent the picture again while it is the same.
        context.Response.Headers.CacheControl = "public, no-cache";
        var tag = new EntityTagHeaderValue($"\"{Digest.Of(SessionDocumentJson.Write(view.Session))}\"");
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(ResultPicture.Png(view.Session), "image/png", entityTag: tag);
    }

    /// <summary>The entry of a session in the gallery, whose page and picture search engines may list; null where it is not there.</summary>
    private static GalleryEntry? Listed(HttpContext context, Gallery gallery, string session)
    {
        var entry = gallery.Of(session);
        if (entry is not null)
        {
            context.Items[SecurityHeaders.ListedKey] = true;
        }

        return entry;
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
