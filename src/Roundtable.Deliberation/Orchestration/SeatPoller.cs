using System.Globalization;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Asks one seat for one ballot: the call, its timeout and limit, the repair of an answer that does not parse.</summary>
internal sealed class SeatPoller(
    SeatedModel seated, RecordingChatClient client, RecordLog log, SessionPlan plan, Account account, TimeProvider time, CancellationToken sessionLimit)
{
    private readonly int _seconds = seated.Seat.Settings?.Seconds ?? plan.Settings.SeatSeconds;
    private readonly bool _offersTools = seated.Seat.Settings?.Tools is { Count: > 0 };
    private readonly FailedCalls _failures = new(seated, log, plan.Id, time);

    /// <summary>The call that asks for a form, as far as its cost is concerned.</summary>
    /// <param name="form">The form.</param>
    /// <param name="raised">Whether a limit cut its answer before.</param>
    public DueCall Due(BallotForm form, bool raised)
    {
        var tokens = account.Tokens(form.Seat.Model, [.. BallotPrompt.For(form), .. SchemaWords(form)]);
        return new DueCall(form.Seat.Model, tokens, AnswerLimit.Of(form.Seat, raised) ?? 0, WithRepair: true)
        {
            Overrun = account.Overrun(form.Seat.Model),
            WithTools = _offersTools,
        };
    }

    /// <summary>The ballot, or why there is none.</summary>
    /// <param name="form">What the seat is asked.</param>
    /// <param name="allowance">What its answer may take.</param>
    /// <param name="first">The number of the first attempt.</param>
    /// <param name="listener">Creates the listener for one answer; null where no client is watching.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> is cancelled.</exception>
    public async Task<SeatAnswer> AskAsync(
        BallotForm form, Allowance allowance, int first, Func<IProgress<AnswerPart>>? listener, CancellationToken cancellation)
    {
        using var clock = new CallClock(TimeSpan.FromSeconds(_seconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, sessionLimit, cancellation);
        var (attempt, tokens) = (first, allowance.PromptTokens);
        Ballot? unreadable = null;
        List<ToolUse> tools = [];
        try
        {
            var prompt = BallotPrompt.For(form);
            var inputs = form.Arguments.Concat(form.Own is { } own ? [own] : []).Select(b => b.Receipt).ToList();
            var answer = await CallAsync(prompt, inputs);
            var read = Read(answer, form);
            if (!answer.Cut && read.Choice is Choice.Unparsed { Error: var error })
            {
                unreadable = Fill(form, read, answer, null, tools);
                var repair = Repair(prompt, answer.Text, form, error);
                tokens = account.Tokens(form.Seat.Model, [.. repair, .. SchemaWords(form)]);
                if (!allowance.Covers(tokens))
                {
                    return new SeatAnswer(unreadable, "What was left of the budget did not cover the repair of its answer.") { Attempts = attempt + 1 };
                }

                attempt++;
                answer = await CallAsync(repair, [.. inputs, answer.Receipt], repairs: true);
                read = Read(answer, form);
            }

            return answer.Cut && read.Choice is not Choice.Refusal
                ? CutShort(answer, allowance, unreadable, attempt)
                : new SeatAnswer(Fill(form, read, answer, unreadable?.Text, tools)) { Attempts = attempt + 1 };
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

            return new SeatAnswer(unreadable, e.Message) { Passes = e.Passes, Attempts = attempt + 1 };
        }
#pragma warning disable CA1031 // Any exception of a client makes its seat absent, and the panel continues without it. Only a failing log stops the session.
        catch (Exception e) when (e is not LogWriteException)
#pragma warning restore CA1031
        {
            var late = clock.Token.IsCancellationRequested;
            var (reason, passes) =
                sessionLimit.IsCancellationRequested ? ($"The session's time limit of {Seconds(plan.Settings.SessionSeconds)} ran out first.", false)
                : late ? ($"It gave no answer within {Seconds(_seconds)}.", true)
                : (e.Message, (e as CallFailedException)?.Passes ?? false);
            var lost = late || sessionLimit.IsCancellationRequested || e is CallFailedException { IsCharged: true };
            if (lost)
            {
                allowance.Lose(tokens);
            }

            await _failures.RecordAsync(Name(form, attempt), reason, new CallFault(passes, lost), cancellation);
            // An answer that did not parse is kept and shown even when its repair never came.
            return new SeatAnswer(unreadable, reason) { Passes = passes, Attempts = attempt + 1 };
        }

        async Task<RecordedAnswer> CallAsync(IReadOnlyList<ChatMessage> messages, IReadOnlyList<Receipt> inputs, bool repairs = false)
        {
            var options = Options(form, allowance, clock, tokens, repairs);
            var answer = await client.AskAsync(Name(form, attempt), messages, options, inputs, listener?.Invoke(), both.Token);
            allowance.Book(answer, tokens);
            tools.AddRange(answer.Tools);
            return answer;
        }
    }

    private static BallotAnswer Read(RecordedAnswer answer, BallotForm form) => BallotReader.Read(answer.Text, form, answer.Refused, answer.Cut);

    private SeatAnswer CutShort(RecordedAnswer answer, Allowance allowance, Ballot? unreadable, int attempt)
    {
        var limit = answer.Limit ?? allowance.Limit;
        var tokens = limit ?? (answer.Usage?.TotalOutput is { } used ? (int)Math.Min(used, int.MaxValue) : null);
        var whose = limit is null || limit < allowance.Limit ? "by the provider"
            : limit >= seated.Seat.MaxOutputTokens ? "the limit of the seat"
            : limit >= seated.Seat.Model.MaxOutputTokens ? "the most that the model can give"
            : account.HasBudget ? "what the budget left for it"
            : "the limit of one answer";
        var reason = tokens is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"Its answer was cut at {count} tokens, {whose}.")
            : "Its answer was cut by the provider.";
        var ours = limit is not null && limit >= allowance.Limit && !(limit >= AnswerLimit.Of(seated.Seat, raised: true));
        return new SeatAnswer(unreadable, reason) { CutAt = ours ? limit : null, Attempts = attempt + 1 };
    }

    /// <summary>The name of a call.</summary>
    public static string Name(BallotForm form, int attempt) => $"r{form.Round}.s{form.Seat.Number}.k{form.Sample}.a{attempt}";

    private static string Seconds(int count) => count == 1 ? "1 second" : string.Create(CultureInfo.InvariantCulture, $"{count} seconds");

    private static IReadOnlyList<ChatMessage> Repair(IReadOnlyList<ChatMessage> prompt, string said, BallotForm form, string error) =>
        [.. prompt, new(ChatRole.Assistant, said.Length == 0 ? "(empty)" : said), new(ChatRole.User, BallotPrompt.Repair(form, error))];

    private static Ballot Fill(BallotForm form, BallotAnswer read, RecordedAnswer answer, string? first, List<ToolUse> tools) =>
        new(form.Round, form.Seat.Number, form.Sample, read.Choice, read.Reasoning, answer.Text, answer.Receipt)
        {
            Confidence = read.Confidence,
            PersuadedBy = read.PersuadedBy,
            Answers = read.Answers,
            Shown = form.Shown,
            Thinking = answer.Thinking,
            RepairedFrom = first,
            Tools = tools.Count > 0 ? [.. tools] : null,
        };

    /// <summary>A repair says the same again in another form, and needs no tools for it.</summary>
    private ChatOptions Options(BallotForm form, Allowance allowance, CallClock clock, long tokens, bool repairs) => SeatOptions.Of(
        repairs ? form.Seat with { Settings = form.Seat.Settings?.WithoutTools() } : form.Seat,
        allowance,
        clock,
        tokens,
        seated.SupportsSchema ? ChatResponseFormat.ForJsonSchema(BallotSchema.For(form), "ballot") : null);

    /// <summary>Providers count a schema as a part of the prompt.</summary>
    private IEnumerable<ChatMessage> SchemaWords(BallotForm form) =>
        seated.SupportsSchema ? [new ChatMessage(ChatRole.System, BallotSchema.For(form).GetRawText())] : [];
}
