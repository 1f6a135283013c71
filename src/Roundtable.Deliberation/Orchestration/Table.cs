using System.Threading.Channels;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
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
    private readonly SeatPoller[] _pollers =
        [.. panel.Select(s => new SeatPoller(s, new RecordingChatClient(s, log, journal, plan.Id, time), log, plan, account, time, sessionLimit))];

    /// <summary>Holds round <paramref name="number"/> with the seats that were present in the round before.</summary>
    public async Task<Round> HoldAsync(int number, Round? before, CancellationToken cancellation)
    {
        var absences = before?.Absences.ToList() ?? [];
        var present = plan.Panel.Where(s => absences.All(a => a.Seat != s.Number)).ToList();
        await events.WriteAsync(new SessionEvent.RoundStarted(number, [.. present.Select(s => s.Number)]), cancellation);

        var forms = present.Select(seat => Forms(number, seat, before)).ToList();
        var results = await Task.WhenAll(Affordable(forms).Select(f => SeatAsync(number, f.Forms, f.Affordable, cancellation)));
        absences.AddRange(results.Select(r => r.Absence).OfType<Absence>());
        return new Round(number, [.. results.SelectMany(r => r.Ballots)], [.. absences.OrderBy(a => a.Seat)]);
    }

    /// <summary>The estimated cost of the whole round in millionths of a dollar; unknown prices are not counted. Without a budget it is 0.</summary>
    public long Estimate(int number, Round? before) => account.Estimate(
        plan.Panel.Where(s => before is null || before.Absences.All(a => a.Seat != s.Number)).SelectMany(s => Forms(number, s, before)));

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

    /// <summary>
    /// Reserves the budget in the order of the seats before any call is made, so that a resumed session asks the same seats.
    /// </summary>
    private IEnumerable<(List<BallotForm> Forms, bool Affordable)> Affordable(IEnumerable<List<BallotForm>> seats)
    {
        var left = account.LeftMicroDollars;
        foreach (var forms in seats)
        {
            var cost = account.Estimate(forms);
            var affordable = left is null || cost <= left;
            left -= affordable ? cost : 0;
            yield return (forms, affordable);
        }
    }

    private async Task<(IReadOnlyList<Ballot> Ballots, Absence? Absence)> SeatAsync(
        int number, List<BallotForm> forms, bool affordable, CancellationToken cancellation)
    {
        var seat = forms[0].Seat.Number;
        if (!affordable)
        {
            return await AbsentAsync("What was left of the budget did not cover its answer.");
        }

        var answers = await Task.WhenAll(forms.Select(f => CastAsync(seat, f, cancellation)));
        List<Ballot> ballots = [.. answers.Select(a => a.Ballot).OfType<Ballot>()];
        return ballots.Count > 0
            ? (ballots, null)
            : await AbsentAsync(answers[0].Failure ?? "It gave no answer.");

        async Task<(IReadOnlyList<Ballot> Ballots, Absence? Absence)> AbsentAsync(string reason)
        {
            var absence = new Absence(seat, reason);
            await events.WriteAsync(new SessionEvent.SeatAbsent(number, absence), cancellation);
            return ([], absence);
        }
    }

    private async Task<(Ballot? Ballot, string? Failure)> CastAsync(int seat, BallotForm form, CancellationToken cancellation)
    {
        var result = await _pollers[seat - 1].AskAsync(form, streaming ? () => new AnswerListener(form, events) : null, cancellation);
        if (result.Ballot is { } ballot)
        {
            await events.WriteAsync(new SessionEvent.BallotCast(ballot), cancellation);
        }

        return result;
    }
}
