using System.Globalization;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>
/// Calls one model of a session, a seat that answers in full or the moderator, with its timeout, limit of tokens and budget; failures become reasons.
/// </summary>
/// <param name="seated">The seat, or the moderator.</param>
/// <param name="number">Number of the seat; 0 for the moderator.</param>
/// <param name="client">Records its answers.</param>
/// <param name="failures">Records its failures; null where a resumed session is to ask again.</param>
/// <param name="plan">The plan.</param>
/// <param name="account">The session's account.</param>
/// <param name="time">The clock.</param>
/// <param name="sessionLimit">Is cancelled when the session has run out of time.</param>
internal sealed class FullCaller(
    SeatedModel seated, int number, RecordingChatClient client, FailedCalls? failures, SessionPlan plan, Account account, TimeProvider time,
    CancellationToken sessionLimit)
{
    /// <summary>Why a call was not made that the budget does not cover.</summary>
    public const string Uncovered = "What was left of the budget did not cover its answer.";

    private readonly int _seconds = seated.Seat.Settings?.Seconds ?? plan.Settings.SeatSeconds;
    private readonly bool _offersTools = seated.Seat.Settings?.Tools is { Count: > 0 };

    private Seat Seat => seated.Seat;

    /// <summary>Why it must not be asked at all; null where it may.</summary>
    public string? Forbidden => account.Forbids(Seat.Model) ? $"What {Seat.Model.Name} costs is not known, and the session has a budget." : null;

    /// <summary>A call as far as its cost is concerned.</summary>
    /// <param name="call">The call.</param>
    /// <param name="withRepair">Whether an answer that cannot be read is asked for once more.</param>
    /// <param name="raised">Whether a limit cut its answer before.</param>
    public DueCall Due(FullCall call, bool withRepair, bool raised = false) =>
        new(Seat.Model, Tokens(call), AnswerLimit.Of(Seat, raised) ?? 0, withRepair)
        {
            Overrun = account.Overrun(Seat.Model),
            WithTools = _offersTools,
        };

    /// <summary>Sets aside what a call may take of what is left; null where that is not enough.</summary>
    /// <param name="due">The call.</param>
    /// <param name="limit">The limit of tokens of its answer; null for what is not covered.</param>
    public Allowance? Take(DueCall due, int? limit) => limit is null ? null : Allowance.Take(account, number, due, due.Ceiling == 0 ? null : limit);

    /// <summary>Whether an allowance, and what else is left, covers one more call.</summary>
    public bool Covers(Allowance allowance, FullCall call) => allowance.Covers(Tokens(call));

    /// <summary>Makes a call; where a limit of ours cut the answer, once more with a larger one as far as the budget goes.</summary>
    /// <param name="call">The call.</param>
    /// <param name="allowance">What its answer may take.</param>
    /// <param name="keep">What must be left of the budget after it, in millionths of a dollar.</param>
    /// <param name="again">Whether an earlier run made the longer call.</param>
    /// <param name="listener">Creates the listener for one answer; null where no client is watching.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> is cancelled.</exception>
    public async Task<CallOutcome> AskAsync(
        FullCall call, Allowance allowance, long keep, Func<string, bool> again, Func<IProgress<AnswerPart>>? listener, CancellationToken cancellation)
    {
        var outcome = await OnceAsync(call, allowance, listener, cancellation);
        if (outcome.CutAt is not { } cut)
        {
            return outcome;
        }

        var longer = call with { Name = call.Name + ".longer" };
        var due = Due(longer, withRepair: false, raised: true);
        var share = RoundShares.Of(account.LeftMicroDollars - keep, [[due]])[0][0];
        using var more = again(longer.Name) || share >= Math.Min(cut + (cut / 2), due.Ceiling) ? Take(due, share) : null;
        return more is null ? outcome : await OnceAsync(longer, more, listener, cancellation);
    }

    /// <summary>Makes a call that shares what is left of the budget with no other.</summary>
    /// <param name="call">The call.</param>
    /// <param name="again">Whether an earlier run made the longer call.</param>
    /// <param name="listener">Creates the listener for one answer; null where no client is watching.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> is cancelled.</exception>
    public async Task<CallOutcome> AskAloneAsync(
        FullCall call, Func<string, bool> again, Func<IProgress<AnswerPart>>? listener, CancellationToken cancellation)
    {
        if (Forbidden is { } forbidden)
        {
            return new CallOutcome(null, forbidden);
        }

        var due = Due(call, withRepair: false);
        using var allowance = Take(due, RoundShares.Of(account.LeftMicroDollars, [[due]])[0][0]);
        return allowance is null ? new CallOutcome(null, Uncovered) : await AskAsync(call, allowance, 0, again, listener, cancellation);
    }

    private async Task<CallOutcome> OnceAsync(FullCall call, Allowance allowance, Func<IProgress<AnswerPart>>? listener, CancellationToken cancellation)
    {
        using var clock = new CallClock(TimeSpan.FromSeconds(_seconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, sessionLimit, cancellation);
        var tokens = Tokens(call);
        try
        {
            var format = seated.SupportsSchema && call.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, "answer") : null;
            var options = SeatOptions.Of(Seat, allowance, clock, tokens, format);
            var answer = await client.AskAsync(call.Name, call.Prompt, options, call.Inputs, listener?.Invoke(), both.Token);
            allowance.Book(answer, tokens);
            return answer.Cut && !answer.Refused ? Cut(answer, allowance) : new CallOutcome(answer);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (RecalledFailureException e)
        {
            if (e.Lost)
            {
                allowance.LoseEarlier(tokens, _offersTools);
            }

            return new CallOutcome(null, e.Message) { Passes = e.Passes };
        }
#pragma warning disable CA1031 // Any exception of a client makes its seat absent, and the panel continues without it. Only a failing log stops the session.
        catch (Exception e) when (e is not LogWriteException)
#pragma warning restore CA1031
        {
            var (over, late) = (sessionLimit.IsCancellationRequested, clock.Token.IsCancellationRequested);
            var (reason, passes) =
                over ? ($"The session's time limit of {Seconds(plan.Settings.SessionSeconds)} ran out first.", false)
                : late ? ($"It gave no answer within {Seconds(_seconds)}.", true)
                : (e.Message, (e as CallFailedException)?.Passes ?? false);
            var lost = over || late || e is CallFailedException { IsCharged: true };
            if (lost)
            {
                allowance.Lose(tokens);
            }

            if (failures is not null)
            {
                await failures.RecordAsync(call.Name, reason, new CallFault(passes, lost), cancellation);
            }

            return new CallOutcome(null, reason) { Passes = passes };
        }
    }

    private CallOutcome Cut(RecordedAnswer answer, Allowance allowance)
    {
        var limit = answer.Limit ?? allowance.Limit;
        var tokens = limit ?? answer.Usage?.TotalOutput;
        var reason = tokens is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"Its answer was cut at {count} tokens.")
            : "Its answer was cut by the provider.";
        return new CallOutcome(null, reason) { CutAt = limit < AnswerLimit.Of(Seat, raised: true) ? limit : null };
    }

    /// <summary>Providers count a schema as a part of the prompt.</summary>
    private long Tokens(FullCall call) => account.Tokens(
        Seat.Model, seated.SupportsSchema && call.Schema is { } schema ? [.. call.Prompt, new ChatMessage(ChatRole.System, schema.GetRawText())] : call.Prompt);

    private static string Seconds(int count) => count == 1 ? "1 second" : string.Create(CultureInfo.InvariantCulture, $"{count} seconds");
}
