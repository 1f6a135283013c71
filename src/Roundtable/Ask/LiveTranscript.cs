using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;
using Spectre.Console;

namespace Roundtable.Cli.Ask;

/// <summary>Shows a session as it happens: each ballot when it is on the record, each round when it is counted.</summary>
internal sealed class LiveTranscript(SessionPlan plan, Invocation invocation) : SessionWatcher
{
    private readonly IAnsiConsole _console = invocation.Console;
    private readonly WaitingLine _waiting = new(plan, invocation.Error, invocation.Workspace.Time, WaitingLine.IsWatched);

    /// <inheritdoc/>
    public override bool FollowsAnswers => WaitingLine.IsWatched;

    /// <inheritdoc/>
    public override void Show(SessionEvent e)
    {
        if (e is SessionEvent.SeatAsked or SessionEvent.SeatThinks or SessionEvent.ReasoningDelta or SessionEvent.Spent)
        {
            _waiting.After(e);
            return;
        }

        _waiting.Clear();
        Print(e);
        _waiting.After(e);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _waiting.Dispose();
        base.Dispose(disposing);
    }

    private void Print(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.Opened opened:
                OpeningView.Write(_console, plan, opened.Recalled);
                break;
            case SessionEvent.RoundStarted started:
                _console.WriteLine();
                _console.MarkupLine(started.Number == 1 ? "[bold]Round 1[/], blind" : $"[bold]Round {started.Number}[/], with the others' arguments");
                break;
            case SessionEvent.BallotCast cast:
                Cast(cast.Ballot);
                break;
            case SessionEvent.SeatAbsent absent:
                Seat(absent.Absence.Seat, $"[yellow]absent[/]: {TerminalMarkup.Line(absent.Absence.Reason)}");
                break;
            case SessionEvent.Retrying again:
                Seat(again.Seat, $"[dim]asked again: {TerminalMarkup.Line(again.Why)}[/]");
                break;
            case SessionEvent.RoundFinished finished:
                Counted(finished.Round, finished.Tally, finished.Clustering);
                break;
            case SessionEvent.Judged when plan.Moderator is { } moderator:
                _console.WriteLine();
                _console.MarkupLine($"[dim]{TerminalMarkup.Line(moderator.Name)} is writing the minutes…[/]");
                break;
            case SessionEvent.Finished finished:
                Finished(finished.Session);
                break;
            default:
                break;
        }
    }

    private void Cast(Ballot ballot)
    {
        var sample = plan.Settings.Samples > 1 ? $" [dim]sample {ballot.Sample}[/]" : "";
        var sure = ballot.Confidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $" [dim]{confidence * 100:0}% sure[/]") : "";
        var moved = ballot.PersuadedBy is { } by ? $" [dim]moved by {TerminalMarkup.Line(BallotText.Name(plan.Panel, by))}[/]" : "";
        Seat(ballot.Seat, $"[green]{TerminalMarkup.Line(Said(ballot))}[/]{sure}{moved}{sample}");
        _console.Write(new Padder(new Markup(TerminalMarkup.Text(BallotText.Said(ballot).Trim())), new Padding(4, 0, 0, 0)));
    }

    private void Counted(Round round, Tally tally, Clustering? clustering)
    {
        _console.MarkupLine($"  [bold]Round {round.Number}:[/] {TerminalMarkup.Line(VerdictText.Headline(tally, plan.Question, clustering))}");
    }

    private void Finished(Session session)
    {
        _console.WriteLine();
        _console.Write(VerdictView.Of(session, _console.Profile.Width));
        _console.WriteLine();
        _console.Write(MinutesView.Of(session));
        _console.WriteLine();
        _console.MarkupLine($"[dim]{VerdictText.Spend(session.Spend)}.[/]");
        _console.Write(SpendView.Of(session));
        _console.MarkupLine(
            $"Session [bold]{session.Id}[/] is on the record; 'roundtable log verify' checks it, 'roundtable sessions show {session.Id}' shows it again.");
    }

    private void Seat(int number, string markup) => _console.MarkupLine($"  [bold]{TerminalMarkup.Line(plan.Panel[number - 1].Name)}[/]  {markup}");

    private string Said(Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => plan.Question.Options[vote.Option],
        Choice.Position position => position.Text,
        Choice.Abstention => "abstains",
        Choice.Objection => "objects to the question",
        Choice.Refusal => "declines to take part",
        Choice.Unparsed unparsed => $"could not be read: {unparsed.Error}",
        _ => "answered in a form that could not be read",
    };
}
