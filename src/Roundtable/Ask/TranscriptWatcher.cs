using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Spectre.Console;

namespace Roundtable.Cli.Ask;

/// <summary>What the transcripts of votes and of answers in full have in common: the waiting line below them, and what happens to a seat.</summary>
internal abstract class TranscriptWatcher(SessionPlan plan, Invocation invocation) : SessionWatcher
{
    private readonly WaitingLine _waiting = new(plan, invocation.Error, invocation.Workspace.Time, WaitingLine.IsWatched);

    /// <inheritdoc/>
    public override bool FollowsAnswers => WaitingLine.IsWatched;

    /// <summary>Where the transcript is written.</summary>
    protected IAnsiConsole Console { get; } = invocation.Console;

    /// <summary>The plan of the session.</summary>
    protected SessionPlan Plan { get; } = plan;

    /// <inheritdoc/>
    public override void Show(SessionEvent e)
    {
        if (e is SessionEvent.SeatAsked or SessionEvent.SeatThinks or SessionEvent.ReasoningDelta or SessionEvent.AnswerDelta or SessionEvent.Spent)
        {
            _waiting.After(e);
            return;
        }

        _waiting.Clear();
        switch (e)
        {
            case SessionEvent.Opened opened:
                OpeningView.Write(Console, Plan, opened.Recalled);
                break;
            case SessionEvent.SeatAbsent absent:
                Seat(absent.Absence.Seat, $"[yellow]absent[/]: {TerminalMarkup.Line(absent.Absence.Reason)}");
                break;
            case SessionEvent.Retrying again:
                Seat(again.Seat, $"[dim]asked again: {TerminalMarkup.Line(again.Why)}[/]");
                break;
            default:
                Print(e);
                break;
        }

        _waiting.After(e);
    }

    /// <summary>Prints an event that only one kind of session has.</summary>
    protected abstract void Print(SessionEvent e);

    /// <summary>Prints a line of a seat.</summary>
    protected void Seat(int number, string markup) => Console.MarkupLine($"  [bold]{TerminalMarkup.Line(Plan.Panel[number - 1].Name)}[/]  {markup}");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _waiting.Dispose();
        base.Dispose(disposing);
    }
}
