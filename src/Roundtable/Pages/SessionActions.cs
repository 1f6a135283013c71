using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Access;
using Roundtable.Live;
using Roundtable.Sessions;
using Roundtable.Sharing;

namespace Roundtable.Pages;

/// <summary>What the buttons of a session's page do.</summary>
internal static class SessionActions
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var asker = app.MapGroup("/sessions/{id}").RequireRole(Role.Asker);
        asker.MapPost("/stop", StopAsync);
        asker.MapPost("/resume", ResumeAsync);
        var admin = app.MapGroup("/sessions/{id}").RequireRole(Role.Admin);
        admin.MapPost("/share", (string id, HttpContext context, Shares shares, SiteSessions sessions) => Share(context, id, sessions, shares.Share));
        admin.MapPost("/unshare", (string id, HttpContext context, Shares shares, SiteSessions sessions) => Share(context, id, sessions, shares.Unshare));
        admin.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> StopAsync(string id, HttpContext context, ILiveStore live, CancellationToken cancellation)
    {
        if (!SessionStore.IsId(id))
        {
            return Page.NoSession(context);
        }

        await live.CancelAsync(id, cancellation).ConfigureAwait(false);
        return Results.Redirect($"/sessions/{id}");
    }

    private static async Task<IResult> ResumeAsync(string id, HttpContext context, LiveSessions live, StoppedSessions stopped, CancellationToken cancellation)
    {
        if ((await stopped.FindAsync(cancellation).ConfigureAwait(false)).All(p => p.Id != id))
        {
            return Page.NoSession(context);
        }

        await live.TakeUpAsync(id, cancellation).ConfigureAwait(false);
        return Results.Redirect($"/sessions/{id}");
    }

    private static IResult Share(HttpContext context, string id, SiteSessions sessions, Action<string> change)
    {
        if (!sessions.Store.Exists(id))
        {
            return Page.NoSession(context);
        }

        change(id);
        return Results.Redirect($"/sessions/{id}#do-title");
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, Removal removal, CancellationToken cancellation) =>
        await removal.EraseAsync(id, cancellation).ConfigureAwait(false) ? Results.Redirect("/sessions") : Page.NoSession(context);
}
