using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
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
    private const string EventId = "^[0-9a-z]{1,40}[.][0-9]{1,18}$";

    /// <summary>What readers may do.</summary>
    public static void Map(RouteGroupBuilder sessions)
    {
        sessions.MapGet("", ListAsync)
            .Describe(new ApiOperation("listSessions", ApiTags.Sessions)
            {
                Query =
                [
                    ApiParameter.Text(
                        "q", "Words in the question or in one argument; \"in quotation marks\" together. The last may be the beginning of a word."),
                    ApiParameter.Choice("label", "Only sessions with this verdict.", Kebab.Names<TallyLabel>()),
                    ApiParameter.Text("model", "Only sessions in which a model whose name contains this had a seat."),
                    ApiParameter.Day("since", "Only sessions that began on this day or later (UTC)."),
                    ApiParameter.Choice(
                        "sort", "The order: newest first where no words are searched for, else the best match first.", Kebab.Names<SessionOrder>()),
                    .. ListPage.Parameters,
                ],
                Answers = [ApiAnswer.Json("SessionList")],
                IsList = true,
            })
            .WithSummary("Lists sessions: as 'roundtable sessions list --json'. Without a filter, session files that cannot be read come last.");
        sessions.MapGet("/{id}", FetchAsync)
            .Produces<SessionAnswer>(StatusCodes.Status202Accepted)
            .Describe(Of("getSession") with { Answers = [ApiAnswer.Json("Session")] })
            .WithSummary("A session's document, as docs/formats/session.md describes it; 202 and where to watch while it is under way.");
        sessions.MapGet("/{id}/events", WatchAsync)
            .Describe(Of("watchSession") with
            {
                Query =
                [
                    ApiParameter.Text("after", "The id of the last event that was heard, for clients that cannot set Last-Event-ID.", 64) with
                    {
                        Pattern = EventId,
                    },
                ],
                Headers = [ApiParameter.Text("Last-Event-ID", "The id of the last event that was heard.", 64) with { Pattern = EventId }],
                Answers = [new ApiAnswer("text/event-stream")],
            })
            .WithSummary("Server-sent events: everything that happens, from the beginning or after Last-Event-ID.");
        sessions.MapGet("/{id}/recount", RecountAsync)
            .Describe(Of("recountSession") with
            {
                Query = [ApiParameter.Choice("rule", "The rule.", RecountRuleName.All) with { Required = true }],
                Answers = [ApiAnswer.Json("Recount")],
                Errors = [StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity],
            })
            .WithSummary("The same ballots counted by another rule: as 'roundtable sessions recount --json'.");
        sessions.MapGet("/{id}/export", ExportAsync)
            .Describe(Of("exportSession") with
            {
                Query =
                [
                    ApiParameter.Choice(
                        "format", "markdown where it is left out; with a use, jsonl.", ["markdown", "html", "json", "bundle", SessionRelease.Rows]),
                    ApiParameter.Choice("for", "A use for which every ballot must be allowed.", Kebab.Names<Use>()),
                    ApiParameter.Flag("onlyAllowed", "Whether to leave out ballots that may not be used so; with a use and jsonl alone."),
                ],
                Answers =
                [
                    new ApiAnswer("text/markdown"), new ApiAnswer("text/html"), ApiAnswer.Json("Session"), new ApiAnswer("application/x-tar"),
                    new ApiAnswer("application/jsonl"), new ApiAnswer("text/plain"),
                ],
                Errors = [StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status507InsufficientStorage],
            })
            .WithSummary("Downloads a session: format is markdown, html, json or bundle.")
            .WithDescription(
                "With for=USE it is refused (422) unless every ballot may be used so; the format jsonl is a row for each ballot, "
                + "and onlyAllowed=true leaves out those that may not be used.");
        sessions.MapGet("/{id}/leaves/{leaf:long}/proof", ProofAsync)
            .Describe(Of("getProof") with
            {
                Path = [ApiOperation.SessionId, ApiParameter.Number("leaf", "Index of one of the session's leaves.", 0)],
                Answers = [new ApiAnswer("text/plain")],
                Errors = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict],
            })
            .WithSummary("A C2SP tlog-proof that one of the session's leaves is in the log; 'roundtable verify' checks it.");
    }

    private static ApiOperation Of(string id) =>
        new(id, ApiTags.Sessions) { Path = [ApiOperation.SessionId], Errors = [StatusCodes.Status404NotFound] };

    private static async Task<IResult> ListAsync(
        HttpContext context, SessionLibrary sessions, string? q, string? sort, CancellationToken cancellation)
    {
        if (q is null && sort == Kebab.Name(SessionOrder.Relevance))
        {
            return ApiProblem.Invalid("sort", "Relevance is to words: give q, or another order.");
        }

        var page = ListPage.Of(context.Request);
        SessionOrder? chosen = sort is not null && Kebab.TryParse<SessionOrder>(sort, out var order) ? order : null;
        SessionFilter filter;
        try
        {
            filter = SessionQuery.Read(context.Request.Query) with { Order = chosen };
        }
        catch (WorkspaceException e)
        {
            return ApiProblem.Invalid(e.Field is null or "words" ? "q" : e.Field, e.Message);
        }

        var found = await sessions.FindAsync(filter, page.Limit, cancellation);
        IReadOnlyList<StoredSession> unreadable = filter.IsEmpty ? found.Unreadable : [];
        return page.Answer(
            context,
            [
                .. found.Rows.Select(r => SessionListJson.Of(r.Line)),
                .. unreadable.Skip(Math.Max(0, page.Skip - found.Total)).Take(page.Limit - found.Rows.Count).Select(SessionListJson.Of),
            ],
            found.Total + unreadable.Count);
    }

    private static async Task<IResult> FetchAsync(string id, SessionLibrary sessions, SessionStatuses statuses, CancellationToken cancellation) =>
        await statuses.FindAsync(id, cancellation) switch
        {
            null => SessionsApi.NoSession(id),
            SessionStatus.Finished when await sessions.TryReadAsync(id, cancellation) is { } session => Results.Bytes(SessionDocumentJson.Write(session), Json),
            SessionStatus.Finished => SessionsApi.NoSession(id), // erased meanwhile
            { } status => Results.Accepted(null, SessionAnswer.Of(id, status)),
        };

    private static async Task WatchAsync(
        string id,
        HttpContext context,
        ILiveStore live,
        SessionLibrary sessions,
        StoppedSessions stopped,
        SessionStatuses statuses,
        WorkspaceContext workspace)
    {
        var gone = context.RequestAborted;
        if (HttpMethods.IsHead(context.Request.Method) && await statuses.FindAsync(id, gone) is not null)
        {
            EventStream.Begin(context.Response); // what would come takes as long as the session
        }
        else if (await live.WatchAsync(id, EventStream.After(context.Request), gone) is { } events)
        {
            await EventStream.SendAsync(context, All(events), workspace.Time);
        }
        else if (await sessions.TryReadAsync(id, gone) is { } session)
        {
            await EventStream.SendAsync(context, One(SessionCompletion.Event(session)), workspace.Time);
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
        string? onlyAllowed,
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

        var use = context.Request.Query["for"].ToString();
        if (use.Length == 0 && (onlyAllowed is not null || format == SessionRelease.Rows))
        {
            return ApiProblem.Invalid("for", $"It is required for {(onlyAllowed is null ? SessionRelease.Rows : "onlyAllowed")}: name the use.");
        }

        if (use.Length > 0)
        {
            return await ReleaseApi.ExportAsync(context, view.Session, format ?? SessionRelease.Rows, use, workspace, reader, log, cancellation);
        }

        var extension = format switch { null or "markdown" => "md", "bundle" => "tar", _ => format };
        return (await SessionDownloads.ExportAsync(view, extension, reader, cancellation))!;
    }

    private static async Task<IResult> ProofAsync(string id, long leaf, SessionLibrary sessions, WorkspaceReader reader, CancellationToken cancellation) =>
        await SessionDownloads.ProofAsync(await sessions.ViewAsync(id, reader, cancellation), leaf, reader, cancellation);

    private static async Task<IResult> RecountAsync(string id, string rule, SessionLibrary sessions, CancellationToken cancellation)
    {
        if (await sessions.TryReadAsync(id, cancellation) is not { } document)
        {
            return SessionsApi.NoSession(id);
        }

        if (document is not Session session)
        {
            return NotRecounted(VotesOnly.Problem(document, "recounted"));
        }

        try
        {
            return RecountRuleName.TryParse(rule, out var named)
                ? Results.Text(Document.Line(RecountJson.Of(id, Recount.Under(named, session))), Json)
                : ApiProblem.Invalid("rule", $"It is not one of {string.Join(", ", RecountRuleName.All)}.");
        }
        catch (RecountUnavailableException e)
        {
            return NotRecounted(e.Message);
        }
    }

    private static IResult NotRecounted(string why) =>
        Results.Problem(why, statusCode: StatusCodes.Status422UnprocessableEntity, title: "It cannot be recounted by this rule.");
}
