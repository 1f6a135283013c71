using System.Threading.Channels;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The moderator of a session in which seats answer in full. Where it fails, the drafts so far stand and the reason is kept.</summary>
internal sealed class FusionModeration(
    SessionPlan plan, FullCaller caller, CallJournal journal, Account account, ChannelWriter<SessionEvent> events, bool streaming)
{
    private readonly List<ModeratorDraft> _drafts = [];

    /// <summary>The moderator's answers, in order.</summary>
    public IReadOnlyList<ModeratorDraft> Drafts => _drafts;

    /// <summary>Why it failed, one sentence; null where it did not. It is not asked again then.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether the scouts' answers differ: by the moderator's word and only where it shows the conclusion of each.</summary>
    public async Task<ScoutResult> ScoutAsync(ScoutQuestion question, CancellationToken cancellation)
    {
        if (question.Settled is { } settled)
        {
            return settled;
        }

        var asked = await AskAsync(question.Request(), question.Answers, null, cancellation);
        return asked ? question.Read(_drafts[^1].Text) : question.Unknown($"The moderator could not tell: {Failure}");
    }

    /// <summary>Compares the answers and writes the fused one, as far as the moderator answers.</summary>
    public async Task FuseAsync(ComparedAnswers answers, CancellationToken cancellation)
    {
        await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Comparing, []), cancellation);
        while (ComparisonDialogue.Next(answers, _drafts) is { } request && await AskAsync(request, answers.Given, null, cancellation))
        {
        }

        if (ComparisonDialogue.Build(answers, plan.Moderator!.Name, _drafts) is not { } comparison)
        {
            return;
        }

        await events.WriteAsync(new SessionEvent.ComparisonMade(comparison), cancellation);
        await events.WriteAsync(new SessionEvent.PhaseStarted(FusionPhase.Fusing, []), cancellation);
        var dialogue = new FusionDialogue(answers, comparison);
        var listener = new FusionListener(dialogue, events);
        while (dialogue.Next(_drafts) is { } request)
        {
            listener.Begin(request.Call is "fuse.a0" or "fuse.a1");
            if (!await AskAsync(request, answers.Given, listener, cancellation))
            {
                break;
            }

            listener.Settle(dialogue.Result(_drafts).Sentences);
        }

        listener.Settle(dialogue.Result(_drafts).Sentences);
    }

    /// <summary>Asks for what else is needed, and keeps the answer; false where there is none.</summary>
    public async Task<bool> AskAsync(
        ModeratorRequest request, IReadOnlyList<Answer> answers, IProgress<AnswerPart>? listener, CancellationToken cancellation)
    {
        if (Failure is not null)
        {
            return false;
        }

        IReadOnlyList<Receipt> inputs = [.. answers.Select(a => a.Receipt), .. _drafts.Select(d => d.Receipt)];
        var call = new FullCall(request.Call, request.Messages, request.Schema, inputs);
        var outcome = await caller.AskAloneAsync(call, journal.Knows, streaming ? () => listener ?? Unheard.Instance : null, cancellation);
        if (streaming)
        {
            await events.WriteAsync(new SessionEvent.Spent(account.Spend), cancellation);
        }

        if (outcome.Answer is not { } answer)
        {
            Failure = outcome.Failure;
            return false;
        }

        _drafts.Add(new ModeratorDraft(request.Call, answer.Text, answer.Receipt) { Thinking = answer.Thinking });
        return true;
    }
}
