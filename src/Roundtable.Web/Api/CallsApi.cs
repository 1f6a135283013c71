using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Api;

/// <summary>Calls that went through the gateway, over HTTP: admins find everybody's, others their own.</summary>
public static class CallsApi
{
    private static readonly ApiParameter _id = ApiParameter.Text("id", "The call's id: x-roundtable-call of its response.", 64) with
    {
        Pattern = "^[0-9a-z]{1,64}$",
    };

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder calls)
    {
        calls.MapGet("", ListAsync)
            .Describe(new ApiOperation("listCalls", ApiTags.Calls)
            {
                Query =
                [
                    ApiParameter.Text("caller", "Only calls of this caller; who is no admin sees its own alone.", 200),
                    ApiParameter.Text("upstream", "Only calls to this upstream.", 64),
                    ApiParameter.Text("model", "Only calls of models whose name contains this.", 200),
                    ApiParameter.Day("since", "Only calls of this day or later (UTC)."),
                    ApiParameter.Flag("failed", "Only calls that were cut or answered with an error."),
                    .. ListPage.Parameters,
                ],
                Answers = [ApiAnswer.Json("CallList")],
                IsList = true,
            })
            .WithSummary("Lists calls that went through the gateway, newest first: an admin's list has everybody's.");
        calls.MapGet("/{id}", FetchAsync)
            .Describe(new ApiOperation("getCall", ApiTags.Calls)
            {
                Path = [_id],
                Answers = [ApiAnswer.Json("Call")],
                Errors = [StatusCodes.Status404NotFound],
            })
            .Produces(StatusCodes.Status202Accepted)
            .WithSummary("A call's leaf in the log with the proof that it is there; 202 while the call is under way or no checkpoint covers its leaf.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, CallService calls, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var page = ListPage.Of(context.Request);
        var who = CallerIdentity.Of(context);
        var filter = new CallFilter(
            who.Role == Role.Admin ? Text("caller") : who.Name,
            Text("upstream"),
            Text("model"),
            Text("since") is { } since ? DateOnly.ParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Text("failed") == "true");
        var (lines, total) = await calls.ListAsync(filter, page.Skip, page.Limit, cancellation);
        return page.Answer(context, lines.Select(l => (JsonNode?)l.Json()), total);

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private static async Task<IResult> FetchAsync(HttpContext context, string id, CallService calls, CancellationToken cancellation)
    {
        var who = CallerIdentity.Of(context);
        if (await calls.FindAsync(id, cancellation) is not { } call || (who.Role != Role.Admin && call.Caller != who.Name))
        {
            return Results.Problem("There is no call of that id.", statusCode: StatusCodes.Status404NotFound, title: "Not found.");
        }

        if (call.Proof is null)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return Results.Text(
            Document.Line(call.Json()), "application/json", statusCode: call.Proof is null ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }
}
