using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Web.Access;
using Roundtable.Web.Downloads;
using Roundtable.Web.Requests;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Api;

/// <summary>Sessions over HTTP: create, watch, fetch, list, recount, export, cancel, resume, delete.</summary>
public static class SessionsApi
{
    private const string Json = "application/json";
    private const int DefaultRows = 50;
    private const int MaxRows = 200;
    private const int MaxKeyLength = 255;

    /// <summary>What readers may do.</summary>
    public static void MapReading(RouteGroupBuilder sessions)
    {
        sessions.MapGet("", ListAsync)
            .WithSummary("Lists sessions, newest first, or best first for words: as 'roundtable sessions list --json'.")
            .WithDescription("Query: q (words), label, model, since (YYYY-MM-DD), skip, limit (at most 200).");
        sessions.MapGet("/{id}", FetchAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A session's document, as docs/formats/session.md describes it; 202 and where to watch while it is under way.");
        sessions.MapGet("/{id}/events", WatchAsync)
            .WithSummary("Server-sent events: everything that happens, from the beginning or after Last-Event-ID.");
        sessions.MapGet("/{id}/recount", RecountAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The same ballots counted by another rule: as 'roundtable sessions recount --json'.");
        sessions.MapGet("/{id}/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Downloads a session: format is markdown, html, json or bundle.")
            .WithDescription(
                "With for=USE it is refused (422) unless every ballot may be used so; the format jsonl is a row for each ballot, "
                + "and onlyAllowed=true leaves out those that may not be used.");
        sessions.MapGet("/{id}/leaves/{leaf:long}/proof", ProofAsync)
            .WithSummary("A C2SP tlog-proof that one of the session's leaves is in the log; 'roundtable verify' checks it.");
    }

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

    private static async Task<IResult> ListAsync(HttpContext context, SessionLibrary sessions, CancellationToken cancellation)
    {
        var filter = SessionQuery.Read(context.Request.Query);
        var limit = int.TryParse(context.Request.Query["limit"], out var given) ? Math.Clamp(given, 1, MaxRows) : DefaultRows;
        var rows = (await sessions.FindAsync(filter, cancellation)).Skip(filter.Skip).Take(limit).Select(r => SessionListJson.Of(r.Summary));
        return Results.Text(Document.Line(new JsonArray([.. rows])), Json);
    }

    private static async Task<IResult> FetchAsync(string id, SessionLibrary sessions, ILiveStore live, StoppedSessions stopped, CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(id, cancellation) is { } session)
        {
            return Results.Bytes(SessionJson.Write(session), Json);
        }

        var state = await LiveState.ReadAsync(live, id, cancellation) ?? await stopped.StateAsync(id, cancellation);
        return state is null ? NoSession(id) : Results.Accepted(null, SessionAnswer.Of(id, state.Stopped is null ? "running" : "stopped"));
    }

    private static async Task WatchAsync(
        string id, HttpContext context, ILiveStore live, SessionLibrary sessions, StoppedSessions stopped, WorkspaceContext workspace)
    {
        var gone = context.RequestAborted;
        if (await live.WatchAsync(id, EventStream.After(context.Request), gone) is { } events)
        {
            await EventStream.SendAsync(context, All(events), workspace.Time);
        }
        else if (await sessions.TryReadAsync(id, gone) is { } session)
        {
            await EventStream.SendAsync(context, One(new SessionEvent.Finished(session)), workspace.Time);
        }
        else if (await stopped.StateAsync(id, gone) is { Stopped: { } stop })
        {
            await EventStream.SendAsync(context, One(stop), workspace.Time);
        }
        else
        {
            await NoSession(id).ExecuteAsync(context);
        }

        static async IAsyncEnumerable<(LiveId, string?, byte[])> All(IAsyncEnumerable<IReadOnlyList<LiveEvent>> events)
        {
            await foreach (var batch in events)
            {
                foreach (var e in batch)
                {
                    yield return (e.Id, SessionEventJson.Name(e.Event), e.Json);
                }
            }
        }

        static async IAsyncEnumerable<(LiveId, string?, byte[])> One(SessionEvent e)
        {
            await Task.CompletedTask;
            yield return (new LiveId("over", 1), SessionEventJson.Name(e), SessionEventJson.Write(e));
        }
    }

    private static async Task<IResult> ExportAsync(
        string id,
        string? format,
        HttpContext context,
        SessionLibrary sessions,
        WorkspaceContext workspace,
        WorkspaceReader reader,
        SharedLog log,
        CancellationToken cancellation)
    {
        if (await sessions.ViewAsync(id, reader, cancellation) is not { } view)
        {
            return NoSession(id);
        }

        if (context.Request.Query["for"].ToString() is { Length: > 0 } use)
        {
            return await ReleaseApi.ExportAsync(context, view.Session, format ?? SessionRelease.Rows, use, workspace, reader, log, cancellation);
        }

        var extension = format switch { null or "markdown" => "md", "bundle" => "tar", _ => format };
        return await SessionDownloads.ExportAsync(view, extension, reader, cancellation)
            ?? Results.Problem("The format is one of markdown, html, json and bundle.", statusCode: StatusCodes.Status404NotFound, title: "Unknown format.");
    }

    private static async Task<IResult> ProofAsync(string id, long leaf, SessionLibrary sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await SessionDownloads.ProofAsync(await sessions.ViewAsync(id, reader, cancellation), leaf, reader, cancellation);

    private static async Task<IResult> RecountAsync(string id, string? rule, SessionLibrary sessions, CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(id, cancellation) is not { } session)
        {
            return NoSession(id);
        }

        if (!RecountRuleName.TryParse(rule, out var named))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["rule"] = [$"The rule is one of {string.Join(", ", RecountRuleName.All)}."],
            });
        }

        try
        {
            return Results.Text(Document.Line(RecountJson.Of(id, Recount.Under(named, session))), Json);
        }
        catch (RecountUnavailableException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "It cannot be recounted by this rule.");
        }
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

    private static IResult NoSession(string id) =>
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
