using Roundtable.Cli.Ask;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Ask;

public sealed class LiveStatusTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_says_who_waits_who_thinks_who_writes_for_how_long_and_what_it_has_cost()
    {
        var status = new LiveStatus(Plan(), _time);
        status.After(new SessionEvent.RoundStarted(1, [1, 2, 3]));
        status.After(new SessionEvent.SeatAsked(1, 1, 1));
        status.After(new SessionEvent.SeatAsked(1, 2, 1));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("  … A is asked 2 s, B is asked 2 s, C waits 2 s", status.Line());

        status.After(new SessionEvent.SeatThinks(1, 1, 1));
        status.After(new SessionEvent.ReasoningDelta(1, 2, 1, "Because"));
        _time.Advance(TimeSpan.FromSeconds(65));
        status.After(new SessionEvent.ReasoningDelta(1, 2, 1, " so"));
        status.After(new SessionEvent.Spent(new Spend(1, 1, 1, 12_300, 1)));
        Assert.Equal("  … B writes 1 min 5 s, A thinks 1 min 5 s, C waits 1 min 7 s; at least $0.0123 so far", status.Line());

        status.After(new SessionEvent.SeatAbsent(1, new Absence(2, "Down.")));
        status.After(new SessionEvent.SeatAbsent(1, new Absence(3, "Down.")));
        Assert.StartsWith("  … A thinks 1 min 5 s;", status.Line(), StringComparison.Ordinal);
        status.After(new SessionEvent.SeatAbsent(1, new Absence(1, "Down.")));
        Assert.Null(status.Line());
    }

    private static SessionPlan Plan() => new(
        "s",
        default,
        new Question("Ship it?", ["Yes", "No"], []),
        [.. new[] { "A", "B", "C" }.Select((n, i) => new Seat(i + 1, n, new ModelCard($"lab/{n}")))],
        null,
        new SessionSettings(false, 1, 1, 1, false, 1, null, 60, 600));
}
