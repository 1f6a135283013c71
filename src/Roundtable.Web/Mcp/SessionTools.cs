using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Tools that convene panels, and read and stop what they do.</summary>
public sealed class SessionTools(
    McpConnection connection,
    AskService asking,
    AskAgainService again,
    SessionLibrary sessions,
    SessionStatuses statuses,
    ILiveStore live,
    StoppedSessions stopped,
    RunningCalls calls)
{
    private const int MaxWaitSeconds = 3600;

    /// <summary>The tools.</summary>
    public IEnumerable<McpServerTool> All()
    {
        var schema = SessionToolSchema.Make();
        return
        [
            McpServerTool.Create(AskPanelAsync, new McpServerToolCreateOptions
            {
                Name = "ask_panel",
                Title = "Ask a panel of AI models",
                Description = "Asks a panel of AI models. With options they vote with reasons and debate: verdict and minutes with citations. Without, each "
                    + "answers in full, and one answer is fused from them that says of each sentence who says it. It may cost money and take minutes. "
                    + "Cancelling the call stops the session.",
                ReadOnly = false,
                Destructive = false,
                OpenWorld = true,
                UseStructuredContent = true,
                OutputSchema = schema,
            }),
            ToolAnswer.Reading(
                GetSessionAsync,
                "get_session",
                "Read a session",
                "Returns what a panel said: question, verdict, minutes and every ballot, or a fused answer and every answer.",
                schema),
            McpServerTool.Create(AskAgainAsync, new McpServerToolCreateOptions
            {
                Name = "ask_again",
                Title = "Ask an absent seat again",
                Description = "Asks a seat that was absent in the last round of a finished session again, counts again, and returns the session. "
                    + "It may cost money; it waits for the seat's answer.",
                ReadOnly = false,
                Destructive = false,
                OpenWorld = true,
                UseStructuredContent = true,
                OutputSchema = schema,
            }),
            McpServerTool.Create(CancelSessionAsync, new McpServerToolCreateOptions
            {
                Name = "cancel_session",
                Title = "Stop a session",
                Description = "Stops a session that is under way. Every answer so far is kept, and it can be resumed on the site or with "
                    + "'roundtable sessions resume'.",
                ReadOnly = false,
                Destructive = false,
                Idempotent = true,
                UseStructuredContent = true,
                OutputSchema = schema,
            }),
        ];
    }

    private async Task<CallToolResult> AskPanelAsync(
        RequestContext<CallToolRequestParams> request,
        IProgress<ProgressNotificationValue> progress,
        [Description("The question.")] string question,
        [Description("Options to vote for, two to twenty-six. None has the question answered in full.")]
        string[]? options = null,
        [Description("Without options: whether each seat states a short position, and positions are counted, instead of an answer in full.")] bool open = false,
        [Description("For an answer in full: whether the seats rank each other's answers.")] bool review = false,
        [Description("For an answer in full: how many seats, the cheapest, are asked first; the others only where those differ.")] int scout = 0,
        [Description("For an answer in full: a JSON Schema (draft 2020-12) that every answer must be valid against; the fields are fused one by one.")]
        JsonElement? schema = null,
        [Description("Whether the seats see each other's arguments in later rounds and may change their minds.")] bool debate = false,
        [Description("Maximum number of rounds of a debate.")] int rounds = 2,
        [Description("Models to seat, as provider/name; list_models lists them.")] string[]? models = null,
        [Description("A named panel instead of models; list_panels lists them. 'rehearsal' is five simulated panelists who cost nothing.")]
        string? panel = null,
        [Description("Maximum cost, in US dollars.")] decimal? budget = null,
        [Description("Files to read beside the question, each with its name and its bytes in base64: text, Markdown, PDF, PNG, JPEG, WebP or GIF.")]
        ContextFile[]? files = null,
        [Description("Whether models may search the web with their providers' own tools.")] bool search = false,
        [Description("Whether models may read pages of the web with their providers' own tools.")] bool fetch = false,
        [Description("Names of MCP servers of roundtable.yaml whose tools models may use.")] string[]? tools = null,
        [Description("Maximum number of calls of tools in one answer, 1 to 50; 5 where nothing is said.")] int? toolCalls = null,
        [Description("How long to wait for the verdict, in seconds, 0 to 3600. A session that takes longer goes on; read it with get_session.")]
        int waitSeconds = 50,
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Asker);
        if (waitSeconds is < 0 or > MaxWaitSeconds)
        {
            throw new McpException(string.Create(CultureInfo.InvariantCulture, $"waitSeconds is {waitSeconds}: give 0 to {MaxWaitSeconds}."));
        }

        var asked = new AskRequest
        {
            Question = question,
            Options = options ?? [],
            Open = open,
            Review = review,
            Scout = scout,
            Schema = schema,
            Debate = debate,
            Rounds = rounds,
            Models = models is { Length: > 0 } ? models : null,
            Panel = panel,
            Budget = budget,
            Files = files,
            Search = search ? true : null,
            Fetch = fetch ? true : null,
            Tools = tools is { Length: > 0 } ? tools : null,
            ToolCalls = toolCalls,
        };
        using var cancelled = new CancellationTokenSource();
        using var call = calls.Add(connection, request.JsonRpcRequest.Id.ToString(), cancelled);
        var result = await asking.TryAsync(asked, connection.Caller, start: true, null, cancellation);
        if (result.Started is not { } id)
        {
            throw new McpException(result.Problems.Count > 0
                ? string.Join(' ', result.Problems)
                : $"{result.Estimate!.Warning!.Why} {result.Estimate.Warning.SuggestedRewrite}");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancelled.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(waitSeconds));
        try
        {
            await SessionProgress.FollowAsync(live, id, Address(id), progress, patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            if (cancelled.IsCancellationRequested || (cancellation.IsCancellationRequested && connection.ClosingCancels))
            {
                await live.CancelAsync(id, CancellationToken.None);
            }

            cancellation.ThrowIfCancellationRequested();
        }

        return await AnswerAsync(id, whole: false, cancellation, brief: true);
    }

    private async Task<CallToolResult> GetSessionAsync(
        [Description("The session's id, or 'last' for the newest.")] string id,
        [Description("'markdown' to read, or 'json' for the whole document.")] string format = "markdown",
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Reader);
        return format is "markdown" or "json"
            ? await AnswerAsync(id, whole: format == "json", cancellation)
            : throw new McpException($"Unknown format '{Neutralise.Line(format)}'. Known formats: markdown, json.");
    }

    private async Task<CallToolResult> CancelSessionAsync([Description("The session's id.")] string id, CancellationToken cancellation = default)
    {
        connection.Require(Role.Asker);
        switch (await statuses.FindAsync(id, cancellation))
        {
            case null:
                throw NoSession(id);
            case SessionStatus.Running:
                await live.CancelAsync(id, cancellation);
                return ToolAnswer.Of($"Session {id} is stopped. Every answer so far is kept.", Json(id, SessionStatus.Stopped));
            case SessionStatus.Finished:
                throw new McpException($"Session {id} is over: it has its result. Read it with get_session.");
            default:
                throw new McpException($"Session {id} is stopped already.");
        }
    }

    private async Task<CallToolResult> AskAgainAsync(
        [Description("The session's id.")] string id,
        [Description("Number of the absent seat, from 1.")] int seat,
        CancellationToken cancellation = default)
    {
        connection.Require(Role.Asker);
        return await again.TryAsync(id, seat, connection.Caller, cancellation) switch
        {
            AskAgainResult.Answered answered => Finished(answered.Session, whole: false),
            AskAgainResult.NotNow no => throw new McpException(no.Why),
            AskAgainResult.Refused refused => throw new McpException(refused.Why),
            _ => throw (await statuses.FindAsync(id, cancellation) is null
                ? NoSession(id)
                : new McpException($"Session {id} is not finished: its absent seats are asked again once it is.")),
        };
    }

    private async Task<CallToolResult> AnswerAsync(string id, bool whole, CancellationToken cancellation, bool brief = false)
    {
        var store = await sessions.OpenStoreAsync(cancellation);
        if ((id == SessionStore.Last ? store.Find(id) : store.TryRead(id)) is { } session)
        {
            return Finished(session, whole, brief);
        }

        if ((await LiveState.ReadAsync(live, id, cancellation) ?? await stopped.StateAsync(id, cancellation)) is not { } state)
        {
            // It may have ended between the two looks.
            return store.TryRead(id) is { } ended ? Finished(ended, whole, brief) : throw NoSession(id);
        }

        var isFusion = state.Fusion is not null;
        var (cast, awaited) = isFusion
            ? (state.Seats.Count(s => s.Answer is not null), state.Seats.Count(s => s.Awaited > 0))
            : (state.Seats.Sum(s => s.Ballots.Length), state.Seats.Sum(s => s.Awaited));
        var json = Json(id, state.Stopped is null ? SessionStatus.Running : SessionStatus.Stopped);
        json["question"] = state.Plan?.Question.Text;
        json["why"] = state.Stopped?.Why;
        json["round"] = state.Round;
        json["ballots"] = cast;
        json["awaited"] = awaited;
        var at = Address(id) is { } address ? $" It is at {address}." : "";
        return ToolAnswer.Of(
            state.Stopped is { } stop
                ? $"Session {id} was stopped: {stop.Why}{at}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Session {id} is under way{(isFusion ? "" : $", in round {state.Round}")}: {cast} of {awaited} "
                        + $"{(isFusion ? "seats have answered" : "ballots of it are cast")}.{at} Call get_session with this id in a while."),
            json);
    }

    private CallToolResult Finished(SessionDocument session, bool whole, bool brief = false)
    {
        var json = Json(session.Id, SessionStatus.Finished);
        json["question"] = session.Question.Text;
        json["label"] = session is Session voted ? Kebab.Name(voted.Verdict.Final.Label) : null;
        json["headline"] = HeadlineText.Of(session);
        json["simulated"] = session.Simulated;
        if (session is FusedSession fused)
        {
            FusedToolAnswer.Add(json, fused);
        }

        var document = whole ? Encoding.UTF8.GetString(SessionDocumentJson.Write(session)) : null;
        json["document"] = document is null ? null : JsonNode.Parse(document);
        var text = brief && session is FusedSession answered ? FusedMarkdownExport.Brief(answered) : SessionText.Of(session, "markdown");
        return ToolAnswer.Of(document ?? text, json);
    }

    private JsonObject Json(string id, SessionStatus status) => new() { ["id"] = id, ["status"] = Kebab.Name(status), ["address"] = Address(id) };

    private string? Address(string id) => connection.Site is { } site ? $"{site}/sessions/{id}" : null;

    private static McpException NoSession(string id) => new($"There is no session '{Neutralise.Line(id)}'. search_sessions lists the sessions.");
}
