using System.Threading.Channels;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Documents;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>The seats of one session, which hold its rounds.</summary>
internal sealed class Table(
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
    private const string Uncovered = "What was left of the budget did not cover its answer.";

    private readonly SeatPoller[] _pollers =
        [.. panel.Select(s => new SeatPoller(s, new RecordingChatClient(s, log, journal, plan.Id, time), log, plan, account, time, sessionLimit))];

    /// <summary>Holds round <paramref name="number"/> with every seat but those that were absent in the round before for a fault that lasts.</summary>
    /// <param name="number">The round, from 1.</param>
    /// <param name="before">The round before; null in round one.</param>
    /// <param name="keep">What must be left of the budget after it, in millionths of a dollar.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Round> HoldAsync(int number, Round? before, long keep, CancellationToken cancellation)
    {
        var present = Present(before);
        await events.WriteAsync(new SessionEvent.RoundStarted(number, [.. present.Select(s => s.Number)]), cancellation);

        List<SeatTurns> seats = [.. present.Select(seat => new SeatTurns([.. Forms(number, seat, before).Select(f => new Turn(f))]))];
        await AskAsync(number, seats, keep, cancellation);
        await AskCutAsync(number, seats, keep, cancellation);
        IEnumerable<Absence> lasting = before?.Absences.Where(a => present.All(s => s.Number != a.Seat)) ?? [];
        var absences = lasting.Concat(seats.Select(s => s.Absence).OfType<Absence>());
        return new Round(number, [.. seats.SelectMany(s => s.Ballots)], [.. absences.OrderBy(a => a.Seat)]);
    }

    /// <summary>Whether what is left of the budget covers the first answers of round <paramref name="number"/>, and what must be left after it.</summary>
    public bool Covers(int number, Round before, long keep)
    {
        if (account.LeftMicroDollars is not { } left)
        {
            return true;
        }

        List<IReadOnlyList<DueCall>> due = [.. Present(before).Select(s => Dues(Forms(number, s, before), raised: false))];
        return RoundShares.Of(left - keep, due).All(s => s.All(limit => limit is not null));
    }

    /// <summary>Asks one seat again for the round in which it was absent, at the names of calls that come after those it was asked with.</summary>
    public async Task<(IReadOnlyList<Ballot> Ballots, Absence? Absence)> AskLaterAsync(Round round, Round? before, Seat seat, CancellationToken cancellation)
    {
        var turns = new SeatTurns([.. Forms(round.Number, seat, before).Select(f => new Turn(f)
        {
            First = Enumerable.Range(0, int.MaxValue).First(a => !journal.Knows(SeatPoller.Name(f, a))),
        })]);
        await AskAsync(round.Number, [turns], keep: 0, cancellation);
        await AskCutAsync(round.Number, [turns], keep: 0, cancellation);
        return ([.. turns.Ballots], turns.Absence);
    }

    private List<Seat> Present(Round? before) =>
        [.. plan.Panel.Where(s => before is null || before.Absences.All(a => a.Seat != s.Number || a.Passes == true))];

    private List<BallotForm> Forms(int number, Seat seat, Round? before)
    {
        var others = before?.Voices.Where(b => b.Seat != seat.Number && b.Reasoning.Length > 0).ToList() ?? [];
        return [.. Enumerable.Range(1, plan.Settings.Samples).Select(sample =>
        {
            var order = OptionOrder.OfArguments(plan.Settings.Seed, number, seat.Number, sample, others.Count);
            return new BallotForm(
                plan.Question,
                seat,
                number,
                sample,
                plan.Settings.Ranked && !plan.Question.IsOpen,
                OptionOrder.For(plan.Settings.Seed, seat.Number, sample, plan.Question.Options.Count),
                before?.Ballots.FirstOrDefault(b => b.Seat == seat.Number && b.Sample == sample),
                [.. order.Select(i => others[i])]);
        })];
    }

    private List<DueCall> Dues(IEnumerable<BallotForm> forms, bool raised) => [.. forms.Select(f => _pollers[f.Seat.Number - 1].Due(f, raised))];

    /// <summary>
    /// Shares the budget among the seats in their order before any call is made, so that a resumed session asks the same seats, and asks them. From the
    /// first on that is not covered, none is asked.
    /// </summary>
    private async Task AskAsync(int round, List<SeatTurns> seats, long keep, CancellationToken cancellation)
    {
        foreach (var turn in seats.SelectMany(s => s.Turns).Where(t => account.Forbids(t.Form.Seat.Model)))
        {
            turn.Answer = new SeatAnswer(null, $"What {turn.Form.Seat.Model.Name} costs is not known, and the session has a budget.");
        }

        foreach (var turn in seats.SelectMany(s => s.Turns))
        {
            turn.Answer ??= DocumentPrompt.Missing(plan.Question, turn.Form.Seat) is { } missing ? new SeatAnswer(null, missing) : null;
        }

        var priced = seats.Where(s => s.Turns[0].Answer is null).ToList();
        List<IReadOnlyList<DueCall>> due = [.. priced.Select(s => Dues(s.Turns.Select(t => t.Form), raised: false))];
        foreach (var ((seat, calls), limits) in priced.Zip(due).Zip(RoundShares.Of(account.LeftMicroDollars - keep, due)))
        {
            foreach (var ((turn, call), limit) in seat.Turns.Zip(calls).Zip(limits))
            {
                turn.Allowance = limit is null ? null : Allowance.Take(account, turn.Form.Seat.Number, call, call.Ceiling == 0 ? null : limit);
                turn.Answer = turn.Allowance is null ? new SeatAnswer(null, Uncovered) : null;
            }
        }

        await CastAsync(round, seats, last: false, cancellation);
    }

    /// <summary>Asks for answers that a limit of ours cut once more, where what is left covers one that is clearly larger.</summary>
    private async Task AskCutAsync(int round, List<SeatTurns> seats, long keep, CancellationToken cancellation)
    {
        var cut = seats.Where(s => s.Turns.Exists(t => t.IsCut)).ToList();
        List<IReadOnlyList<DueCall>> due =
            [.. cut.Select(s => Dues(s.Turns.Where(t => t.IsCut).Select(t => t.Form), raised: true).ConvertAll(d => d with { WithRepair = false }))];
        foreach (var ((seat, calls), limits) in cut.Zip(due).Zip(RoundShares.Of(account.LeftMicroDollars - keep, due)))
        {
            foreach (var ((turn, call), limit) in seat.Turns.Where(t => t.IsCut).Zip(calls).Zip(limits))
            {
                var (attempt, before) = (turn.Answer!.Attempts, turn.Answer.CutAt!.Value);
                if (journal.Knows(SeatPoller.Name(turn.Form, attempt)) || limit >= Math.Min(before + (before / 2), call.Ceiling))
                {
                    (turn.First, turn.Allowance) = (attempt, Allowance.Take(account, turn.Form.Seat.Number, call, limit));
                }
            }
        }

        await CastAsync(round, cut, last: true, cancellation);
    }

    /// <summary>Asks for every ballot that has an allowance; a seat that casts none is told as absent as soon as that is sure.</summary>
    private Task CastAsync(int round, List<SeatTurns> seats, bool last, CancellationToken cancellation) => Task.WhenAll(seats.Select(async seat =>
    {
        await Task.WhenAll(seat.Turns.Where(t => t.Allowance is not null).Select(t => CastAsync(t, cancellation)));
        if (seat.Absence is { } absence && (last || !seat.Turns.Exists(t => t.IsCut)))
        {
            await events.WriteAsync(new SessionEvent.SeatAbsent(round, absence), cancellation);
        }
    }));

    private async Task CastAsync(Turn turn, CancellationToken cancellation)
    {
        using var allowance = turn.Allowance!;
        turn.Allowance = null;
        Func<AnswerListener>? listener = streaming ? () => new AnswerListener(turn.Form, events) : null;
        turn.Answer = await _pollers[turn.Form.Seat.Number - 1].AskAsync(turn.Form, allowance, turn.First, listener, cancellation);
        if (streaming)
        {
            await events.WriteAsync(new SessionEvent.Spent(account.Spend), cancellation);
        }

        if (turn.Answer.Ballot is { } ballot)
        {
            await events.WriteAsync(new SessionEvent.BallotCast(ballot), cancellation);
        }
    }

    /// <summary>One ballot that is asked for.</summary>
    private sealed class Turn(BallotForm form)
    {
        public BallotForm Form => form;

        /// <summary>The number of the first attempt.</summary>
        public int First { get; set; }

        /// <summary>What its answer may take while it is to be asked for; else null.</summary>
        public Allowance? Allowance { get; set; }

        /// <summary>What came of it; null while it is awaited.</summary>
        public SeatAnswer? Answer { get; set; }

        public bool IsCut => Answer is { CutAt: not null, Ballot: null };
    }

    /// <summary>The ballots that one seat is asked for in a round.</summary>
    private sealed class SeatTurns(List<Turn> turns)
    {
        public List<Turn> Turns => turns;

        public IEnumerable<Ballot> Ballots => turns.Select(t => t.Answer?.Ballot).OfType<Ballot>();

        /// <summary>Why it casts no ballot; null where it casts one.</summary>
        public Absence? Absence => Ballots.Any() ? null : new Absence(turns[0].Form.Seat.Number, turns[0].Answer?.Failure ?? "It gave no answer.")
        {
            Passes = turns.Exists(t => t.Answer?.Passes == true) ? true : null,
        };
    }
}
