using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Cli.Ask;

/// <summary>
/// Tells on standard error how far a session is whose document is all that goes to standard output: at a terminal in one line that is written anew, else in a
/// line for each event.
/// </summary>
internal sealed class ProgressWatcher(SessionPlan plan, Invocation invocation) : SessionWatcher
{
    private readonly WaitingLine? _waiting = Console.IsErrorRedirected ? null : new WaitingLine(plan, invocation.Error, invocation.Workspace.Time, shown: true);

    /// <inheritdoc/>
    public override bool FollowsAnswers => _waiting is not null;

    /// <inheritdoc/>
    public override void Show(SessionEvent e)
    {
        if (_waiting is not null)
        {
            _waiting.After(e);
        }
        else if (Line(e) is { } line)
        {
            invocation.Error.WriteLine(Neutralise.Line(line));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _waiting?.Dispose();
        base.Dispose(disposing);
    }

    private string? Line(SessionEvent e) => e switch
    {
        SessionEvent.Opened { Recalled: > 0 and var recalled } =>
            $"Session {plan.Id}: {VerdictText.Count(recalled, "call is", "calls are")} already on the record.",
        SessionEvent.Opened => $"Session {plan.Id}: {VerdictText.Count(plan.Panel.Count, "seat")}.",
        SessionEvent.RoundStarted started => $"Round {started.Number}: {VerdictText.Count(started.Seats.Count, "seat is", "seats are")} asked.",
        SessionEvent.Retrying again => $"Round {again.Round}: {Name(again.Seat)} is asked again: {again.Why}",
        SessionEvent.BallotCast { Ballot: var ballot } => $"Round {ballot.Round}: {Name(ballot.Seat)} answered.",
        SessionEvent.SeatAbsent absent => $"Round {absent.Round}: {Name(absent.Absence.Seat)} is absent: {absent.Absence.Reason}",
        SessionEvent.RoundFinished finished =>
            $"Round {finished.Round.Number}: {VerdictText.Headline(finished.Tally, plan.Question, finished.Clustering)}",
        SessionEvent.PhaseStarted { Phase: var phase, Seats: var seats } => seats.Count > 0
            ? $"{phase}: {VerdictText.Count(seats.Count, "seat is", "seats are")} asked."
            : $"{phase}: {plan.Moderator?.Name ?? "the program"}.",
        SessionEvent.AnswerGiven { Answer: var answer } => $"{Name(answer.Seat)} {FusedText.Problem(answer) ?? "answered"}.",
        SessionEvent.Scouted { Result: var scout } => $"{(scout.Differ ? "The others are asked" : "The others are not asked")}: {scout.Why}",
        SessionEvent.ReviewGiven { Review.Seat: var seat } => $"{Name(seat)} reviewed the others' answers.",
        SessionEvent.FusionRestarted restarted => $"The answer is written anew: {restarted.Why}",
        SessionEvent.FusedFinished { Session: var session } => $"{HeadlineText.Of(session)}.",
        SessionEvent.Judged when plan.Moderator is { } moderator => $"{moderator.Name} is writing the minutes.",
        _ => null,
    };

    private string Name(int seat) => plan.Panel[seat - 1].Name;
}
