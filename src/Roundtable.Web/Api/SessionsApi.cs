using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Web.Access;
using Roundtable.Web.Requests;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Api;

/// <summary>Sessions over HTTP, for askers and admins: create, estimate, cancel, resume, delete.</summary>
public static class SessionsApi
{
    private const string Json = "application/json";
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 255;
    private const int MaxSeat = 1000;

    private static readonly int[] _bodyErrors =
    [
        StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
        StatusCodes.Status507InsufficientStorage,
    ];

    /// <summary>What askers may do.</summary>
    public static void MapAsking(RouteGroupBuilder sessions)
    {
        sessions.MapPost("", CreateAsync)
            .WithMetadata(FileUploads.Limit)
            .Accepts<AskRequest>(Json)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .Describe(new ApiOperation("createSession", ApiTags.Sessions)
            {
                Headers = [ApiParameter.Text(KeyHeader, "Sending the same request with the same key again begins no other session.", MaxKeyLength)],
                Errors = [StatusCodes.Status409Conflict, .. _bodyErrors],
            })
            .WithSummary("Asks a panel a question. With an Idempotency-Key, sending the same request again begins no other session.");
        sessions.MapPost("/estimate", EstimateAsync)
            .WithMetadata(FileUploads.Limit)
            .Accepts<AskRequest>(Json)
            .Produces<AskEstimate>()
            .Describe(new ApiOperation("estimateSession", ApiTags.Sessions) { Errors = _bodyErrors })
            .WithSummary("Estimates the cost and duration of a request; no session begins.");
        sessions.MapPost("/{id}/cancel", CancelAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .Describe(Of("cancelSession"))
            .WithSummary("Stops a session; every answer so far is kept, and it can be resumed. 409 where it is not under way.");
        sessions.MapPost("/{id}/resume", ResumeAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .Describe(Of("resumeSession"))
            .WithSummary("Resumes a stopped session; only missing answers are asked for. 409 where it is not stopped.");
        sessions.MapPost("/{id}/ask-again", AskAgainAsync)
            .Describe(Of("askSeatAgain") with
            {
                Query = [ApiParameter.Number("seat", "Number of a seat that was absent in the session's last round.", 1, MaxSeat) with { Required = true }],
                Answers = [ApiAnswer.Json("Session")],
            })
            .WithSummary("Asks an absent seat of a finished session again, counts again, and answers with the session as it now is.")
            .WithDescription(
                "It waits for the seat's answer, at most its time limit. 409 where the seat was not absent, the session was imported or is not finished; "
                + "503 where the seat gives no answer again.");
    }

    /// <summary>What admins may do.</summary>
    public static void MapDeleting(RouteGroupBuilder sessions) =>
        sessions.MapDelete("/{id}", DeleteAsync)
            .Produces<ErasedSession>()
            .Describe(Of("deleteSession"))
            .WithSummary("Erases what was said in a session; the log goes on showing that it was held. 409 where it is not finished.");

    private static ApiOperation Of(string id) => new(id, ApiTags.Sessions)
    {
        Path = [ApiOperation.SessionId],
        Errors = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status507InsufficientStorage],
    };

    private static async Task<IResult> CreateAsync(HttpContext context, AskService asking, CancellationToken cancellation)
    {
        var key = context.Request.Headers[KeyHeader].ToString();
        return await AskedAsync(context, asking, start: true, key.Length > 0 ? key : null, cancellation);
    }

    private static Task<IResult> EstimateAsync(HttpContext context, AskService asking, CancellationToken cancellation) =>
        AskedAsync(context, asking, start: false, null, cancellation);

    private static async Task<IResult> AskedAsync(HttpContext context, AskService asking, bool start, string? key, CancellationToken cancellation)
    {
        if (!context.Request.HasJsonContentType())
        {
            return ApiProblem.UnsupportedMediaType(Json);
        }

        AskRequest request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, AskRequestJson.Default.AskRequest, cancellation)
                ?? throw new JsonException("A JSON object is expected.");
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } at ? at[2..] : "body";
            return ApiProblem.Invalid(path, Plain(e.Message));
        }

        var result = await asking.TryAsync(request, CallerIdentity.Of(context), start, key, cancellation);
        if (result.Fields.Count > 0)
        {
            return ApiProblem.Invalid(result.Fields
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
            ? Results.Accepted($"/api/v1/sessions/{id}", SessionAnswer.Of(id, SessionStatus.Running, result.Estimate))
            : Results.Problem(
                $"{result.Estimate!.Warning!.Why} {result.Estimate.Warning.SuggestedRewrite} Send \"asIs\": true to ask it as it stands.",
                statusCode: StatusCodes.Status409Conflict,
                title: "The options do not seem to fit the question.");
    }

    private static async Task<IResult> CancelAsync(string id, SessionStatuses statuses, ILiveStore live, CancellationToken cancellation)
    {
        if (await statuses.FindAsync(id, cancellation) is not SessionStatus.Running)
        {
            return await NotNowAsync(id, statuses, cancellation);
        }

        await live.CancelAsync(id, cancellation);
        return Results.Accepted(null, SessionAnswer.Of(id, SessionStatus.Stopped));
    }

    private static async Task<IResult> ResumeAsync(string id, SessionStatuses statuses, LiveSessions live, CancellationToken cancellation)
    {
        if (await statuses.FindAsync(id, cancellation) is not SessionStatus.Stopped)
        {
            return await NotNowAsync(id, statuses, cancellation);
        }

        return await live.TakeUpAsync(id, cancellation)
            ? Results.Accepted(null, SessionAnswer.Of(id, SessionStatus.Running))
            : await NotNowAsync(id, statuses, cancellation);
    }

    private static async Task<IResult> AskAgainAsync(
        string id, int seat, HttpContext context, AskAgainService asking, SessionStatuses statuses, CancellationToken cancellation)
    {
        switch (await asking.TryAsync(id, seat, CallerIdentity.Of(context), cancellation))
        {
            case AskAgainResult.Answered answered:
                return Results.Bytes(SessionJson.Write(answered.Session), Json);
            case AskAgainResult.NotNow no:
                return Results.Problem(no.Why, statusCode: StatusCodes.Status409Conflict, title: "The seat cannot be asked again.");
            case AskAgainResult.Refused refused:
                context.Response.Headers.RetryAfter = "60";
                return Results.Problem(refused.Why, statusCode: StatusCodes.Status429TooManyRequests, title: "This caller's limits do not allow it now.");
            default:
                return await NotNowAsync(id, statuses, cancellation);
        }
    }

    private static async Task<IResult> DeleteAsync(string id, SessionStatuses statuses, Removal removal, CancellationToken cancellation) =>
        await removal.EraseAsync(id, cancellation) is { } erased
            ? Results.Ok(new ErasedSession(id, erased, Erasure.NotReached))
            : await NotNowAsync(id, statuses, cancellation);

    /// <summary>There is no such session, or what is asked for cannot be done with it as it stands.</summary>
    private static async Task<IResult> NotNowAsync(string id, SessionStatuses statuses, CancellationToken cancellation)
    {
        var (title, detail) = await statuses.FindAsync(id, cancellation) switch
        {
            SessionStatus.Finished => ("The session is over.", "It has its result: there is nothing to stop or to resume."),
            SessionStatus.Stopped => ("The session is stopped.", "It can be resumed; it can be deleted once it is finished."),
            SessionStatus.Running => ("The session is under way.", "Cancel it, or wait for its end."),
            _ => ("", ""),
        };
        return title.Length == 0 ? NoSession(id) : Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: title);
    }

    internal static IResult NoSession(string id) =>
        Results.Problem(
            $"There is no session '{Neutralise.Line(id)}'. GET /api/v1/sessions lists the sessions.",
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
