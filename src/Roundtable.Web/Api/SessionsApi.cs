using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Api;

/// <summary>Sessions over HTTP, for askers and admins: create, estimate, cancel, resume, delete.</summary>
public static class SessionsApi
{
    private const string Json = "application/json";
    private const int MaxKeyLength = 255;

    /// <summary>What askers may do.</summary>
    public static void MapAsking(RouteGroupBuilder sessions)
    {
        sessions.MapPost("", CreateAsync)
            .Accepts<AskRequest>(Json)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithSummary("Asks a panel a question. With an Idempotency-Key, sending the same request again begins no other session.");
        sessions.MapPost("/estimate", EstimateAsync)
            .Accepts<AskRequest>(Json)
            .Produces<AskEstimate>()
            .ProducesValidationProblem()
            .WithSummary("Estimates the cost and duration of a request; no session begins.");
        sessions.MapPost("/{id}/cancel", CancelAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Stops a session; every answer so far is kept, and it can be resumed.");
        sessions.MapPost("/{id}/resume", ResumeAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Resumes a stopped session; only missing answers are asked for.");
    }

    /// <summary>What admins may do.</summary>
    public static void MapDeleting(RouteGroupBuilder sessions) =>
        sessions.MapDelete("/{id}", DeleteAsync)
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Erases what was said in a session; the log goes on showing that it was held.");

    private static async Task<IResult> CreateAsync(HttpContext context, AskService asking, CancellationToken cancellation)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > MaxKeyLength)
        {
            return Results.Problem($"An Idempotency-Key has at most {MaxKeyLength} characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await AskedAsync(context, asking, start: true, key.Length > 0 ? key : null, cancellation);
    }

    private static Task<IResult> EstimateAsync(HttpContext context, AskService asking, CancellationToken cancellation) =>
        AskedAsync(context, asking, start: false, null, cancellation);

    private static async Task<IResult> AskedAsync(HttpContext context, AskService asking, bool start, string? key, CancellationToken cancellation)
    {
        AskRequest request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, AskRequestJson.Default.AskRequest, cancellation)
                ?? throw new JsonException("A JSON object is expected.");
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } at ? at[2..] : "body";
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [path] = [Plain(e.Message)] });
        }

        var result = await asking.TryAsync(request, CallerIdentity.Of(context), start, key, cancellation);
        if (result.Fields.Count > 0)
        {
            return Results.ValidationProblem(result.Fields
                .GroupBy(f => f.Field, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(f => f.Text).ToArray(), StringComparer.Ordinal));
        }

        if (result.Refused)
        {
            context.Response.Headers.RetryAfter = "60";
            return Results.Problem(result.Problems[0], statusCode: StatusCodes.Status429TooManyRequests, title: "This caller's limits do not allow it now.");
        }

        if (result.Problems.Count > 0)
        {
            return Results.Problem(string.Join(' ', result.Problems), statusCode: StatusCodes.Status422UnprocessableEntity, title: "It cannot be asked.");
        }

        if (!start)
        {
            return Results.Ok(result.Estimate);
        }

        return result.Started is { } id
            ? Results.Accepted($"/api/v1/sessions/{id}", SessionAnswer.Of(id, "running", result.Estimate))
            : Results.Problem(
                $"{result.Estimate!.Warning!.Why} {result.Estimate.Warning.SuggestedRewrite} Send \"asIs\": true to ask it as it stands.",
                statusCode: StatusCodes.Status409Conflict,
                title: "The options do not seem to fit the question.");
    }

    private static async Task<IResult> CancelAsync(string id, ILiveStore live, CancellationToken cancellation)
    {
        if (await LiveState.ReadAsync(live, id, cancellation) is null)
        {
            return NoSession(id);
        }

        await live.CancelAsync(id, cancellation);
        return Results.Accepted(null, SessionAnswer.Of(id, "stopped"));
    }

    private static async Task<IResult> ResumeAsync(string id, StoppedSessions stopped, LiveSessions live, CancellationToken cancellation)
    {
        if (await stopped.StateAsync(id, cancellation) is null)
        {
            return NoSession(id);
        }

        await live.TakeUpAsync(id, cancellation);
        return Results.Accepted(null, SessionAnswer.Of(id, "running"));
    }

    private static async Task<IResult> DeleteAsync(string id, Removal removal, CancellationToken cancellation) =>
        await removal.EraseAsync(id, cancellation) ? Results.NoContent() : NoSession(id);

    internal static IResult NoSession(string id) =>
        Results.Problem(
            $"There is no session '{id}'. GET /api/v1/sessions lists the sessions.",
            statusCode: StatusCodes.Status404NotFound,
            title: "There is no such session.");

    /// <summary>The serializer's sentence without the names of types.</summary>
    private static string Plain(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var text = end < 0 ? message : message[..end];
        if (text.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return $"There is no such member. Known members: {string.Join(", ", AskRequestJson.Default.AskRequest.Properties.Select(p => p.Name))}.";
        }

        return text.Contains("could not be converted", StringComparison.Ordinal) ? "It is of another type than /api/v1/openapi.json states." : text;
    }
}
