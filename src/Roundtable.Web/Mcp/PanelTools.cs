using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Proofs;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Web.Mcp;

/// <summary>What other assistants can do here: convene a panel, read what it said, verify that it was said.</summary>
public sealed class PanelTools(Caller caller, AskService asking, SessionLibrary sessions, ILiveStore live, WorkspaceContext workspace)
{
    /// <summary>The tools of the Model Context Protocol.</summary>
    public McpServerPrimitiveCollection<McpServerTool> All() =>
    [
        McpServerTool.Create(AskPanelAsync, new McpServerToolCreateOptions
        {
            Name = "ask_panel",
            Title = "Ask a panel of AI models",
            Description = "Asks a panel of AI models, who vote with reasons and debate. Returns verdict and minutes with citations. "
                + "It may cost money and take minutes.",
            ReadOnly = false,
            Destructive = false,
            OpenWorld = true,
        }),
        McpServerTool.Create(GetSessionAsync, new McpServerToolCreateOptions
        {
            Name = "get_session",
            Title = "Read a session",
            Description = "Returns what a panel said: question, verdict, minutes and every ballot.",
            ReadOnly = true,
        }),
        McpServerTool.Create(VerifyRecordAsync, new McpServerToolCreateOptions
        {
            Name = "verify_record",
            Title = "Verify a session's record",
            Description = "Proves each answer of a session against the signed checkpoint of the tamper-evident log, and reports what was checked.",
            ReadOnly = true,
        }),
        McpServerTool.Create(JudgeUseAsync, new McpServerToolCreateOptions
        {
            Name = "judge_use",
            Title = "May this be used?",
            Description = "Rules whether a session, a leaf, a model or a dataset may be used for a purpose, under which conditions, "
                + "citing the terms in force. Not legal advice.",
            ReadOnly = true,
        }),
    ];

    private async Task<string> AskPanelAsync(
        IProgress<ProgressNotificationValue> progress,
        [Description("The question.")] string question,
        [Description("Options to vote for, two to twenty-six. None asks the question open: each seat states a position of its own.")] string[]? options = null,
        [Description("Whether the seats see each other's arguments in later rounds and may change their minds.")] bool debate = false,
        [Description("Maximum number of rounds of a debate.")] int rounds = 2,
        [Description("Models to seat, as provider/name.")] string[]? models = null,
        [Description("A named panel instead of models; 'rehearsal' is five simulated panelists who cost nothing.")] string? panel = null,
        [Description("Maximum cost, in US dollars.")] double? budget = null,
        [Description("How long to wait for the verdict, in seconds. A session that takes longer goes on; read it with get_session.")] int waitSeconds = 50,
        CancellationToken cancellation = default)
    {
        Require(Role.Asker);
        var request = new AskRequest
        {
            Question = question,
            Options = options ?? [],
            Open = options is null or { Length: 0 },
            Debate = debate,
            Rounds = rounds,
            Models = models is { Length: > 0 } ? models : null,
            Panel = panel,
            Budget = (decimal?)budget,
        };
        var result = await asking.TryAsync(request, caller, start: true, null, cancellation);
        if (result.Started is not { } id)
        {
            throw new McpException(result.Problems.Count > 0
                ? string.Join(' ', result.Problems)
                : $"{result.Estimate!.Warning!.Why} {result.Estimate.Warning.SuggestedRewrite}");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(waitSeconds, 0, 3600)));
        try
        {
            await FollowAsync(id, progress, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"Session {id} is under way. Call get_session with this id in a while.";
        }

        return await GetSessionAsync(id, cancellation: cancellation);
    }

    private async Task FollowAsync(string id, IProgress<ProgressNotificationValue> progress, CancellationToken cancellation)
    {
        if (await live.WatchAsync(id, null, cancellation) is not { } events)
        {
            return;
        }

        var (state, done) = (LiveState.Empty, 0);
        await foreach (var batch in events.WithCancellation(cancellation))
        {
            state = batch.Aggregate(state, (s, e) => s.After(e));
            foreach (var e in batch.Select(e => e.Event))
            {
                if (e is SessionEvent.BallotCast { Ballot: var ballot } && state.Plan is { } plan)
                {
                    var message = $"{plan.Panel[ballot.Seat - 1].Name} answered in round {ballot.Round}.";
                    progress.Report(new ProgressNotificationValue { Progress = ++done, Message = message });
                }
            }
        }
    }

    private async Task<string> GetSessionAsync(
        [Description("The session's id, or 'last' for the newest.")] string id,
        [Description("'markdown' to read, or 'json' for the whole document.")] string format = "markdown",
        CancellationToken cancellation = default)
    {
        Require(Role.Reader);
        if (await FindAsync(id, cancellation) is { } session)
        {
            return format == "json" ? Encoding.UTF8.GetString(SessionJson.Write(session)) : MarkdownExport.Of(session);
        }

        if (await LiveState.ReadAsync(live, id, cancellation) is not { } state)
        {
            throw new McpException($"There is no session '{id}'.");
        }

        if (state.Stopped is { } stopped)
        {
            return $"Session {id} was stopped: {stopped.Why}";
        }

        var (cast, awaited) = (state.Seats.Sum(s => s.Ballots.Length), state.Seats.Sum(s => s.Awaited));
        return string.Create(CultureInfo.InvariantCulture, $"Session {id} is under way, in round {state.Round}: {cast} of {awaited} ballots of it are cast.");
    }

    private async Task<string> VerifyRecordAsync(
        [Description("The session's id, or 'last' for the newest.")] string session, CancellationToken cancellation = default)
    {
        Require(Role.Reader);
        using var reader = new WorkspaceReader(workspace);
        if (await FindAsync(session, cancellation) is not { } found || await sessions.ViewAsync(found.Id, reader, cancellation) is not { } view)
        {
            throw new McpException($"There is no session '{session}'.");
        }

        var log = await reader.TryOpenLogAsync(cancellation) ?? throw new McpException("The log cannot be read now. Try again in a moment.");
        var (verified, problems, key, size) = (0, new List<string>(), "", 0L);
        foreach (var leaf in view.Leaves)
        {
            switch (OpenedProof.TryMake(log, leaf.Index))
            {
                case ProofOutcome.Made { Proof: var proof }:
                    if (Check(proof, out var signer) is { } failure)
                    {
                        problems.Add(string.Create(CultureInfo.InvariantCulture, $"leaf {leaf.Index}: {failure}"));
                        break;
                    }

                    (key, size) = (signer, proof.Proof.Checkpoint.Checkpoint.Size);
                    verified++;
                    break;
                case ProofOutcome.Refused refused:
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"leaf {leaf.Index}: {refused.Why}"));
                    break;
            }
        }

        return Report(view, verified, problems, key, size);
    }

    /// <summary>Why a proof does not verify; null where it does.</summary>
    private static string? Check(LeafProof proof, out string signer)
    {
        try
        {
            signer = proof.Verify([]).SignedBy.ToString();
            return null;
        }
        catch (FormatException e)
        {
            signer = "";
            return e.Message;
        }
    }

    private static string Report(SessionViewModel view, int verified, List<string> problems, string key, long size)
    {
        var verdict = problems.Count == 0 && verified > 0 ? "VERIFIED" : "NOT VERIFIED";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{verdict}: {verified} of {view.Leaves.Count} leaves of session {view.Session.Id} ");
        if (verified > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"lead to the root of the log's checkpoint over {size} leaves, signed by {key}, ");
            text.Append("and each opened answer is the one that its leaf commits to. ");
        }
        else
        {
            text.Append("could be proved. ");
        }

        return text.Append(view.Session.Simulated ? "The session is SIMULATED: no model wrote its words. " : "").AppendJoin("; ", problems).ToString();
    }

    private async Task<string> JudgeUseAsync(
        [Description("A session's id or last, leaf:INDEX, model:NAME or dataset:NAME.")] string content,
        [Description("evaluate, publish, train-internal, train-open, train-competing, distil, label, deploy, modify or resell.")] string use,
        [Description("The day of the use, YYYY-MM-DD; today where none is given.")] string? on = null,
        [Description("The organisation that wants to.")] string? organisation = null,
        CancellationToken cancellation = default)
    {
        Require(Role.Reader);
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        try
        {
            var (ruling, parts, removal) = await new JudgeRequest(content, use, on, organisation).RuleAsync(workspace, access, cancellation);
            return JudgeView.Text(ruling, parts, removal);
        }
        catch (WorkspaceException e)
        {
            throw new McpException(e.Message, e);
        }
    }

    private async Task<Session?> FindAsync(string id, CancellationToken cancellation)
    {
        var store = await sessions.OpenStoreAsync(cancellation);
        return id == SessionStore.Last ? store.Find(id) : store.TryRead(id);
    }

    private void Require(Role role)
    {
        if (caller.Role < role)
        {
            var (required, given) = (role.ToString().ToLowerInvariant(), caller.Role.ToString().ToLowerInvariant());
            throw new McpException($"The role {required} is required; the role of {caller.Name} is {given}.");
        }
    }
}
