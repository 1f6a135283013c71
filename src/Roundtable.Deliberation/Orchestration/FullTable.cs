using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Documents;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The seats of a session in which they answer in full: their answers and their reviews.</summary>
internal sealed class FullTable(
    SessionPlan plan,
    IReadOnlyList<SeatedModel> panel,
    RecordLog log,
    CallJournal journal,
    Account account,
    TimeProvider time,
    ChannelWriter<SessionEvent> events,
    bool streaming,
    CancellationToken sessionLimit)
{
    private readonly FullCaller[] _callers = [.. panel.Select(s => new FullCaller(
        s, s.Seat.Number, new RecordingChatClient(s, log, journal, plan.Id, time), new FailedCalls(s, log, plan.Id, time), plan, account, time, sessionLimit))];

    /// <summary>Asks seats for their answers, each by itself.</summary>
    /// <param name="seats">Numbers of the seats.</param>
    /// <param name="keep">What must be left of the budget after it, in millionths of a dollar.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<(IReadOnlyList<Answer> Given, IReadOnlyList<Absence> Absences)> AnswerAsync(
        IReadOnlyList<int> seats, long keep, CancellationToken cancellation)
    {
        var schema = plan.Settings.Fusion?.Schema is { } json ? AnswerSchema.Of(json) : null;
        return AskAsync(1, [.. seats.Select(number =>
        {
            var seat = plan.Panel[number - 1];
            return new SeatTask<Answer>(seat, new FullCall($"answer.s{number}.a0", AnswerPrompt.For(plan.Question, seat, schema?.Json), null, []))
            {
                Read = (answer, first) => schema is null
                    ? AnswerReader.Read(number, answer.Text, answer.Receipt, answer.Refused) with { Thinking = answer.Thinking, Tools = Uses(answer) }
                    : schema.Read(number, answer.Text, answer.Receipt, answer.Refused) with
                    {
                        Thinking = answer.Thinking,
                        RepairedFrom = first,
                        Tools = Uses(answer),
                    },
                Repair = schema is null ? null
                    : read => read.Kind is AnswerKind.Invalid or AnswerKind.Empty ? AnswerPrompt.Repair(schema.Problems(read)) : null,
                Event = read => new SessionEvent.AnswerGiven(read),
                Listener = () => new FullAnswerListener(1, number, events, showsText: true),
            };
        })], keep, cancellation);
    }

    private static IReadOnlyList<ToolUse>? Uses(RecordedAnswer answer) => answer.Tools.Count > 0 ? answer.Tools : null;

    /// <summary>Asks every seat whose answer counts to review the others'.</summary>
    /// <param name="given">The answers that count, by seat.</param>
    /// <param name="keep">What must be left of the budget after it, in millionths of a dollar.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<(IReadOnlyList<Review> Given, IReadOnlyList<Absence> Absences)> ReviewAsync(
        IReadOnlyList<Answer> given, long keep, CancellationToken cancellation) => AskAsync(2, [.. given.Select(own =>
        {
            var form = ReviewForm.For(plan.Question, plan.Panel[own.Seat - 1], given, plan.Settings.Seed);
            var call = new FullCall(
                $"review.s{own.Seat}.a0", ReviewPrompt.For(form), ReviewPrompt.Schema, [.. form.Answers.Shown.Select(a => a.Receipt)]);
            return new SeatTask<Review>(form.Seat, call)
            {
                Read = (answer, first) => ReviewReader.Read(form, answer.Text, answer.Receipt, answer.Refused) with
                {
                    Thinking = answer.Thinking,
                    RepairedFrom = first,
                },
                Repair = read => read.Problem is { } problem && read.Ranking.Count == 0 ? ReviewPrompt.Repair(problem) : null,
                Event = read => new SessionEvent.ReviewGiven(read),
                Listener = () => new FullAnswerListener(2, own.Seat, events, showsText: false),
            };
        })], keep, cancellation);

    /// <summary>Shares the budget among the seats in their order before any call is made, so that a resumed session asks the same, and asks them.</summary>
    private async Task<(IReadOnlyList<T> Given, IReadOnlyList<Absence> Absences)> AskAsync<T>(
        int round, IReadOnlyList<SeatTask<T>> tasks, long keep, CancellationToken cancellation)
        where T : class
    {
        var priced = tasks.Where(t => Caller(t).Forbidden is null && DocumentPrompt.Missing(plan.Question, t.Seat) is null).ToList();
        List<DueCall> due = priced.ConvertAll(t => Caller(t).Due(t.Call, t.Repair is not null));
        var limits = RoundShares.Of(account.LeftMicroDollars - keep, [.. due.Select(d => (IReadOnlyList<DueCall>)[d])]);
        Dictionary<int, Allowance?> allowances = [];
        for (var i = 0; i < priced.Count; i++)
        {
            allowances[priced[i].Seat.Number] = Caller(priced[i]).Take(due[i], limits[i][0]);
        }

        var asked = await Task.WhenAll(tasks.Select(async task =>
        {
            var barred = Caller(task).Forbidden ?? DocumentPrompt.Missing(plan.Question, task.Seat);
            var (given, absence) = barred is not null ? (null, new Absence(task.Seat.Number, barred))
                : allowances[task.Seat.Number] is { } allowance ? await AskAsync(task, allowance, keep, cancellation)
                : (null, new Absence(task.Seat.Number, FullCaller.Uncovered));
            if (streaming)
            {
                await events.WriteAsync(new SessionEvent.Spent(account.Spend), cancellation);
            }

            await events.WriteAsync(given is null ? new SessionEvent.SeatAbsent(round, absence!) : task.Event(given), cancellation);
            return (Given: given, Absence: absence);
        }));
        return ([.. asked.Select(a => a.Given).OfType<T>()], [.. asked.Select(a => a.Absence).OfType<Absence>()]);
    }

    private async Task<(T? Given, Absence? Absence)> AskAsync<T>(SeatTask<T> task, Allowance taken, long keep, CancellationToken cancellation)
        where T : class
    {
        using var allowance = taken;
        var outcome = await CallAsync(task.Call);
        if (outcome.Answer is not { } answer)
        {
            return (null, new Absence(task.Seat.Number, outcome.Failure!) { Passes = outcome.Passes ? true : null });
        }

        var read = task.Read(answer, null);
        if (task.Repair?.Invoke(read) is not { } message)
        {
            return (read, null);
        }

        var again = new FullCall(
            task.Call.Name[..^1] + "1",
            [.. task.Call.Prompt, new(ChatRole.Assistant, answer.Text.Length == 0 ? "(empty)" : answer.Text), new(ChatRole.User, message)],
            task.Call.Schema,
            [.. task.Call.Inputs, answer.Receipt]);
        if (!Caller(task).Covers(allowance, again))
        {
            return (read, null);
        }

        // What could not be read is kept and shown even when its repair never came.
        return (await CallAsync(again)).Answer is { } repaired ? (task.Read(repaired, answer.Text), null) : (read, null);

        Task<CallOutcome> CallAsync(FullCall call) =>
            Caller(task).AskAsync(call, allowance, keep, journal.Knows, streaming ? task.Listener : null, cancellation);
    }

    private FullCaller Caller<T>(SeatTask<T> task)
        where T : class => _callers[task.Seat.Number - 1];
}
