using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Web.Downloads;
using Roundtable.Web.Requests;
using Roundtable.Web.Streams;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Web.Api;

/// <summary>Sessions over HTTP, for readers: fetch, watch, list, recount, export, prove.</summary>
public static class SessionReadingApi
{
    private const string Json = "application/json";
    private const int DefaultRows = 50;
    private const int MaxRows = 200;

    /// <summary>What readers may do.</summary>
    public static void Map(RouteGroupBuilder sessions)
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

    private static async Task<IResult> ListAsync(HttpContext context, SessionLibrary sessions, CancellationToken cancellation)
    {
        var filter = SessionQuery.Read(context.Request.Query);
        var limit = int.TryParse(context.Request.Query["limit"], out var given) ? Math.Clamp(given, 1, MaxRows) : DefaultRows;
        var found = await sessions.FindAsync(filter, limit, cancellation);
        return Results.Text(Document.Line(new JsonArray([.. found.Rows.Select(r => SessionListJson.Of(r.Line))])), Json);
    }

    private static async Task<IResult> FetchAsync(string id, SessionLibrary sessions, ILiveStore live, StoppedSessions stopped, CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(id, cancellation) is { } session)
        {
            return Results.Bytes(SessionJson.Write(session), Json);
        }

        var state = await LiveState.ReadAsync(live, id, cancellation) ?? await stopped.StateAsync(id, cancellation);
        return state is null ? SessionsApi.NoSession(id) : Results.Accepted(null, SessionAnswer.Of(id, state.Stopped is null ? "running" : "stopped"));
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
            await SessionsApi.NoSession(id).ExecuteAsync(context);
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
            return SessionsApi.NoSession(id);
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
            return SessionsApi.NoSession(id);
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
}
