using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Spending;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Gateway;

/// <summary>The pages where admins make, change and revoke keys.</summary>
internal static class KeyEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/keys").RequireAuthorization(AccessPolicies.Admin);
        keys.MapGet("", ShowAllAsync);
        keys.MapPost("", MakeAsync);
        keys.MapGet("/{id}", ShowOne);
        keys.MapPost("/{id}", ChangeAsync);
        keys.MapPost("/{id}/sign-out", SignOut);
        keys.MapPost("/{id}/revoke", Revoke);
    }

    private static Task<IResult> ShowAllAsync(
        HttpContext context, TokenService tokens, GatewaySpending spending, TimeProvider time, CancellationToken cancellation) =>
        ListAsync(context, tokens, spending, time, KeyForm.Empty, null, null, cancellation);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        TokenService tokens,
        GatewaySpending spending,
        TimeProvider time,
        KeyForm form,
        WorkspaceException? problem,
        string? made,
        CancellationToken cancellation)
    {
        var ledger = new SpendingLedger(await spending.CurrentAsync(cancellation));
        var now = time.GetUtcNow();
        List<(AccessToken Token, Spent Spent, DateTimeOffset? LastUse)> rows = [];
        foreach (var token in tokens.Tokens)
        {
            rows.Add((token, await ledger.SpentAsync(token.Id, now, cancellation), tokens.LastUse(token)));
        }

        return Page.Of<KeysPage>(
            context,
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            ("Rows", rows),
            ("Now", now),
            ("Form", form),
            ("Problem", problem),
            ("Made", made));
    }

    private static async Task<IResult> MakeAsync(
        HttpContext context, TokenService tokens, GatewaySpending spending, TimeProvider time, CancellationToken cancellation)
    {
        var form = KeyForm.Of(await context.Request.ReadFormAsync(cancellation));
        try
        {
            // The first token closes the site to whoever sits at this computer, who needs one to come back in.
            if (CallerIdentity.Of(context) == Caller.Local && form.Request.Role is not "admin")
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    TLater("With the first key everybody needs one, at this computer too: make one with the role admin first, and keep it."))
                {
                    Field = nameof(KeyRequest.Role),
                };
            }

            var (text, _) = tokens.Add(form.Owner, form.Request);
            return await ListAsync(context, tokens, spending, time, KeyForm.Empty, null, text, cancellation);
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            return await ListAsync(context, tokens, spending, time, form, e, null, cancellation);
        }
    }

    private static IResult ShowOne(HttpContext context, string id, TokenService tokens, TimeProvider time) =>
        tokens.Tokens.FirstOrDefault(t => t.Id == id) is { } token ? Show(context, token, KeyForm.Of(token), null, tokens, time) : NoKey(context);

    private static async Task<IResult> ChangeAsync(HttpContext context, string id, TokenService tokens, TimeProvider time, CancellationToken cancellation)
    {
        if (tokens.Tokens.FirstOrDefault(t => t.Id == id) is not { } token)
        {
            return NoKey(context);
        }

        var form = KeyForm.Of(await context.Request.ReadFormAsync(cancellation));
        try
        {
            tokens.Change(id, form.Request);
            return Results.Redirect("/keys");
        }
        catch (WorkspaceException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            return Show(context, token, form, e, tokens, time);
        }
    }

    private static IResult Revoke(HttpContext context, string id, TokenService tokens)
    {
        if (tokens.Tokens.All(t => t.Id != id))
        {
            return NoKey(context);
        }

        tokens.Remove(id);
        return Results.Redirect("/keys");
    }

    private static IResult SignOut(HttpContext context, string id, TokenService tokens)
    {
        if (tokens.Tokens.All(t => t.Id != id))
        {
            return NoKey(context);
        }

        tokens.SignOut(id);
        return Results.Redirect("/keys");
    }

    private static IResult Show(
        HttpContext context, AccessToken token, KeyForm form, WorkspaceException? problem, TokenService tokens, TimeProvider time) => Page.Of<KeyPage>(
        context,
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        ("Token", token),
        ("Form", form),
        ("Problem", problem),
        ("LastUse", tokens.LastUse(token)),
        ("Now", time.GetUtcNow()));

    private static IResult NoKey(HttpContext context) =>
        Page.Problem(context, StatusCodes.Status404NotFound, TLater("There is no such key."), TLater("It may have been revoked. The list shows the keys."));
}
