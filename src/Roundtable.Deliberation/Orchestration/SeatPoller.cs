using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Asks one seat for one ballot: the call, its timeout, the repair of an answer that does not parse.</summary>
internal sealed class SeatPoller(
    SeatedModel seated, RecordingChatClient client, RecordLog log, SessionPlan plan, Account account, TimeProvider time, CancellationToken sessionLimit)
{
    /// <summary>The ballot, or why there is none.</summary>
    /// <param name="form">What the seat is asked.</param>
    /// <param name="listener">Creates the listener for one answer; null where no client is watching.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="OperationCanceledException">When <paramref name="cancellation"/> is cancelled.</exception>
    public async Task<(Ballot? Ballot, string? Failure)> AskAsync(BallotForm form, Func<IProgress<AnswerPart>>? listener, CancellationToken cancellation)
    {
        var name = $"r{form.Round}.s{form.Seat.Number}.k{form.Sample}";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(plan.Settings.SeatSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, sessionLimit, cancellation);
        var attempt = $"{name}.a0";
        Ballot? unreadable = null;
        try
        {
            var prompt = BallotPrompt.For(form);
            var inputs = form.Arguments.Concat(form.Own is { } own ? [own] : []).Select(b => b.Receipt);
            var answer = await client.AskAsync(attempt, prompt, Options(form), inputs, listener?.Invoke(), both.Token);
            account.Book(form.Seat.Model, answer);
            var read = BallotReader.Read(answer.Text, form, answer.Refused, answer.Cut);
            if (read.Choice is Choice.Unparsed { Error: var error })
            {
                attempt = $"{name}.a1";
                unreadable = Fill(form, read, answer, null);
                var repair = Repair(prompt, answer.Text, form, error);
                answer = await client.AskAsync(attempt, repair, Options(form), inputs.Append(answer.Receipt), listener?.Invoke(), both.Token);
                account.Book(form.Seat.Model, answer);
                read = BallotReader.Read(answer.Text, form, answer.Refused, answer.Cut);
            }

            return (Fill(form, read, answer, unreadable?.Text), null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (CallFailedException e)
        {
            return (unreadable, e.Message);
        }
#pragma warning disable CA1031 // Any exception of a client makes its seat absent, and the panel continues without it. Only a failing log stops the session.
        catch (Exception e) when (e is not LogWriteException)
#pragma warning restore CA1031
        {
            var reason = sessionLimit.IsCancellationRequested
                ? $"The session's time limit of {Seconds(plan.Settings.SessionSeconds)} ran out first."
                : limit.IsCancellationRequested
                ? $"It gave no answer within {Seconds(plan.Settings.SeatSeconds)}."
                : e.Message;
            await RecordFailureAsync(attempt, reason, cancellation);
            // An answer that did not parse is kept and shown even when its repair never came.
            return (unreadable, reason);
        }
    }

    private static string Seconds(int count) => count == 1 ? "1 second" : string.Create(CultureInfo.InvariantCulture, $"{count} seconds");

    private static IReadOnlyList<ChatMessage> Repair(IReadOnlyList<ChatMessage> prompt, string said, BallotForm form, string error) =>
        [.. prompt, new(ChatRole.Assistant, said.Length == 0 ? "(empty)" : said), new(ChatRole.User, BallotPrompt.Repair(form, error))];

    private static Ballot Fill(BallotForm form, BallotAnswer read, RecordedAnswer answer, string? first) =>
        new(form.Round, form.Seat.Number, form.Sample, read.Choice, read.Reasoning, answer.Text, answer.Receipt)
        {
            Confidence = read.Confidence,
            PersuadedBy = read.PersuadedBy,
            Answers = read.Answers,
            Shown = form.Shown,
            Thinking = answer.Thinking,
            RepairedFrom = first,
        };

    private ChatOptions Options(BallotForm form) => new()
    {
        Temperature = (float?)form.Seat.Temperature,
        MaxOutputTokens = form.Seat.MaxOutputTokens,
        ResponseFormat = seated.SupportsSchema ? ChatResponseFormat.ForJsonSchema(BallotSchema.For(form), "ballot") : null,
    };

    private async Task RecordFailureAsync(string call, string reason, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes(reason);
        var leaf = new Leaf
        {
            Kind = LeafKind.CallFailed,
            Time = time.GetUtcNow(),
            Session = plan.Id,
            Call = call,
            Producer = new Producer(seated.Connection, seated.Seat.Model.Name, null, seated.Route),
            Terms = seated.Terms,
            Reason = Digest.Of(text),
            Simulated = seated.Seat.Model.Simulated,
        };
        await log.AppendAsync(leaf, [text], cancellation);
    }
}
