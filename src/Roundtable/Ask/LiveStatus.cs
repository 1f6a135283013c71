using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Cli.Ask;

/// <summary>What a session is waiting for, in one line: who waits in line, who thinks, who writes, for how long, and what it has cost so far.</summary>
/// <param name="plan">The plan.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveStatus(SessionPlan plan, TimeProvider time)
{
    private const int MostNames = 4;

    private readonly SortedDictionary<(int Seat, int Sample), Doing> _seats = [];
    private Doing? _moderator;
    private Spend? _spend;

    private sealed record Doing(string What, long Since);

    /// <summary>Takes an event in.</summary>
    public void After(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.RoundStarted started:
                _seats.Clear();
                foreach (var seat in started.Seats)
                {
                    for (var sample = 1; sample <= plan.Settings.Samples; sample++)
                    {
                        Set(seat, sample, "waits");
                    }
                }

                break;
            case SessionEvent.PhaseStarted { Phase: var phase, Seats: var seats }:
                _seats.Clear();
                foreach (var seat in seats)
                {
                    Set(seat, 1, "waits");
                }

                _moderator = plan.Moderator is null ? null
                    : phase == FusionPhase.Comparing ? new Doing("compares the answers", time.GetTimestamp())
                    : phase == FusionPhase.Fusing ? new Doing("writes the answer", time.GetTimestamp())
                    : null;
                break;
            case SessionEvent.AnswerDelta { Seat: var writing } when _seats.GetValueOrDefault((writing, 1))?.What != "writes":
                Set(writing, 1, "writes");
                break;
            case SessionEvent.AnswerGiven { Answer.Seat: var answered }:
                _seats.Remove((answered, 1));
                break;
            case SessionEvent.ReviewGiven { Review.Seat: var reviewed }:
                _seats.Remove((reviewed, 1));
                break;
            case SessionEvent.SeatAsked asked:
                Set(asked.Seat, asked.Sample, "is asked");
                break;
            case SessionEvent.SeatThinks thinks:
                Set(thinks.Seat, thinks.Sample, "thinks");
                break;
            case SessionEvent.ReasoningDelta { Seat: var seat, Sample: var sample } when _seats.GetValueOrDefault((seat, sample))?.What != "writes":
                Set(seat, sample, "writes");
                break;
            case SessionEvent.Retrying again:
                Set(again.Seat, again.Sample, "is asked again");
                break;
            case SessionEvent.BallotCast { Ballot: Ballot ballot }:
                _seats.Remove((ballot.Seat, ballot.Sample));
                break;
            case SessionEvent.SeatAbsent absent:
                foreach (var key in _seats.Keys.Where(k => k.Seat == absent.Absence.Seat).ToList())
                {
                    _seats.Remove(key);
                }

                break;
            case SessionEvent.Spent spent:
                _spend = spent.Spend;
                break;
            case SessionEvent.Judged when plan.Moderator is not null:
                _moderator = new Doing("writes the minutes", time.GetTimestamp());
                break;
            case SessionEvent.Finished or SessionEvent.FusedFinished:
                _moderator = null;
                break;
            default:
                break;
        }
    }

    /// <summary>The line; null where nothing is awaited.</summary>
    public string? Line()
    {
        List<(string Name, Doing Doing)> all =
        [
            .. _seats.GroupBy(s => s.Key.Seat).Select(g => (Name(g.Key), g.Select(s => s.Value).MaxBy(Order)!)),
            .. _moderator is { } writing ? [(plan.Moderator!.Name, writing)] : (IEnumerable<(string, Doing)>)[],
        ];
        if (all.Count == 0)
        {
            return null;
        }

        var shown = all.OrderByDescending(a => Order(a.Doing)).Take(MostNames).Select(a => $"{Neutralise.Line(a.Name)} {a.Doing.What}{Length(a.Doing)}");
        var more = all.Count > MostNames ? $" and {VerdictText.Count(all.Count - MostNames, "other")}" : "";
        return $"  … {string.Join(", ", shown)}{more}{Cost()}";
    }

    private static int Order(Doing doing) => doing.What switch { "waits" => 0, "is asked" => 1, "thinks" => 2, _ => 3 };

    private void Set(int seat, int sample, string what) => _seats[(seat, sample)] = new Doing(what, time.GetTimestamp());

    private string Name(int seat) => plan.Panel[seat - 1].Name;

    private string Length(Doing doing)
    {
        var seconds = (int)time.GetElapsedTime(doing.Since).TotalSeconds;
        return seconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $" {seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $" {seconds / 60} min {seconds % 60} s");
    }

    /// <summary>What is known of the cost; a lower bound where something is not.</summary>
    private string Cost() => _spend switch
    {
        null or { MicroDollars: 0, UnpricedCalls: 0 } => "",
        { MicroDollars: 0 } => "; cost unknown so far",
        var spend => string.Create(
            CultureInfo.InvariantCulture, $"; {(spend.UnpricedCalls > 0 ? "at least " : "")}${spend.MicroDollars / 1_000_000m:0.0000} so far"),
    };
}
