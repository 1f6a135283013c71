using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sessions;

/// <summary>What the buttons of a session's page do.</summary>
public static class SessionActions
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var asker = app.MapGroup("/sessions/{id}").RequireAuthorization(AccessPolicies.Asker);
        asker.MapPost("/stop", StopAsync);
        asker.MapPost("/resume", ResumeAsync);
        asker.MapPost("/ask-again", AskAgainAsync);
        var admin = app.MapGroup("/sessions/{id}").RequireAuthorization(AccessPolicies.Admin);
        admin.MapPost("/share", ShareAsync);
        admin.MapPost("/unshare", UnshareAsync);
        admin.MapPost("/gallery", GalleryAsync);
        admin.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> StopAsync(string id, HttpContext context, ILiveStore live, CancellationToken cancellation)
    {
        if (!SessionStore.IsId(id))
        {
            return Page.NoSession(context);
        }

        await live.CancelAsync(id, cancellation);
        return Results.Redirect($"/sessions/{id}");
    }

    private static async Task<IResult> ResumeAsync(string id, HttpContext context, LiveSessions live, StoppedSessions stopped, CancellationToken cancellation)
    {
        if ((await stopped.FindAsync(cancellation)).All(p => p.Id != id))
        {
            return Page.NoSession(context);
        }

        await live.TakeUpAsync(id, cancellation);
        return Results.Redirect($"/sessions/{id}");
    }

    private static async Task<IResult> AskAgainAsync(string id, HttpContext context, AskAgainService asking, CancellationToken cancellation) =>
        await asking.TryAsync(id, Seat(context.Request.Form["seat"]), CallerIdentity.Of(context), cancellation) switch
        {
            AskAgainResult.Answered => Results.Redirect($"/sessions/{id}"),
            AskAgainResult.NotNow no => Page.Problem(context, StatusCodes.Status409Conflict, TLater("The seat cannot be asked again."), no.Why),
            AskAgainResult.Refused refused =>
                Page.Problem(context, StatusCodes.Status429TooManyRequests, TLater("Your limits do not allow it now."), refused.Why),
            _ => Page.NoSession(context),
        };

    private static int Seat(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seat) ? seat : 0;

    /// <summary>A link makes a session public; where the terms of an answer deny that, it is refused and the refusal recorded.</summary>
    private static async Task<IResult> ShareAsync(
        string id,
        HttpContext context,
        Shares shares,
        SessionLibrary sessions,
        WorkspaceReader reader,
        WorkspaceContext workspace,
        SharedLog log,
        CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(id, cancellation) is not { } session)
        {
            return Page.NoSession(context);
        }

        var access = await reader.OpenRegistryAsync(cancellation);
        var intent = await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation);
        var release = SessionRelease.Of(access, session, intent with { Use = Use.Publish }, cancellation);
        if (!release.IsDenied)
        {
            shares.Share(id);
            return Shared(id);
        }

        await using var use = await log.OpenAsync(cancellation);
        await RulingRecord.AppendAsync(use.Log, [(release.Whole, release.Json)], workspace.Time, cancellation);
        return Page.Problem(context, StatusCodes.Status409Conflict,
            TLater("This session may not be made public."), RulingParagraph.Of(release.Whole).ToString());
    }

    /// <summary>Puts a shared session on the page where anybody finds it, with tags, or takes it out again.</summary>
    private static async Task<IResult> GalleryAsync(string id, HttpContext context, Gallery gallery, SessionLibrary sessions, CancellationToken cancellation)
    {
        if (!(await sessions.OpenStoreAsync(cancellation)).Exists(id))
        {
            return Page.NoSession(context);
        }

        try
        {
            if (context.Request.Form["do"] == "hide")
            {
                gallery.Hide(id);
            }
            else
            {
                gallery.Show(id, Gallery.Tags(context.Request.Form["tags"].ToString()));
            }
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            return Page.Problem(context, StatusCodes.Status400BadRequest, TLater("It was not put in the gallery."), e.Message);
        }

        return Shared(id);
    }

    private static async Task<IResult> UnshareAsync(
        string id, HttpContext context, Shares shares, Gallery gallery, SessionLibrary sessions, CancellationToken cancellation)
    {
        if (!(await sessions.OpenStoreAsync(cancellation)).Exists(id))
        {
            return Page.NoSession(context);
        }

        gallery.Hide(id);
        shares.Unshare(id);
        return Shared(id);
    }

    private static IResult Shared(string id) => Results.Redirect($"/sessions/{id}#do-title");

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, Removal removal, CancellationToken cancellation) =>
        await removal.EraseAsync(id, cancellation) is not null ? Results.Redirect("/sessions") : Page.NoSession(context);
}
