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
internal sealed class LiveTranscript(SessionPlan plan, Invocation invocation) : TranscriptWatcher(plan, invocation)
{
    /// <inheritdoc/>
    protected override void Print(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.RoundStarted started:
                Console.WriteLine();
                Console.MarkupLine(started.Number == 1 ? "[bold]Round 1[/], blind" : $"[bold]Round {started.Number}[/], with the others' arguments");
                break;
            case SessionEvent.BallotCast cast:
                Cast(cast.Ballot);
                break;
            case SessionEvent.RoundFinished finished:
                Counted(finished.Round, finished.Tally, finished.Clustering);
                break;
            case SessionEvent.Judged when Plan.Moderator is { } moderator:
                Console.WriteLine();
                Console.MarkupLine($"[dim]{TerminalMarkup.Line(moderator.Name)} is writing the minutes…[/]");
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
        var sample = Plan.Settings.Samples > 1 ? $" [dim]sample {ballot.Sample}[/]" : "";
        var sure = ballot.Confidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $" [dim]{confidence * 100:0}% sure[/]") : "";
        var moved = ballot.PersuadedBy is { } by ? $" [dim]moved by {TerminalMarkup.Line(BallotText.Name(Plan.Panel, by))}[/]" : "";
        Seat(ballot.Seat, $"[green]{TerminalMarkup.Line(Said(ballot))}[/]{sure}{moved}{sample}");
        Console.Write(new Padder(new Markup(TerminalMarkup.Text(BallotText.Said(ballot).Trim())), new Padding(4, 0, 0, 0)));
    }

    private void Counted(Round round, Tally tally, Clustering? clustering)
    {
        Console.MarkupLine($"  [bold]Round {round.Number}:[/] {TerminalMarkup.Line(VerdictText.Headline(tally, Plan.Question, clustering))}");
    }

    private void Finished(Session session)
    {
        Console.WriteLine();
        Console.Write(VerdictView.Of(session, Console.Profile.Width));
        Console.WriteLine();
        Console.Write(MinutesView.Of(session));
        Console.WriteLine();
        Console.MarkupLine($"[dim]{VerdictText.Spend(session.Spend)}.[/]");
        Console.Write(SpendView.Of(session));
        Console.MarkupLine(
            $"Session [bold]{session.Id}[/] is on the record; 'roundtable log verify' checks it, 'roundtable sessions show {session.Id}' shows it again.");
    }

    private string Said(Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => Plan.Question.Options[vote.Option],
        Choice.Position position => position.Text,
        Choice.Abstention => "abstains",
        Choice.Objection => "objects to the question",
        Choice.Refusal => "declines to take part",
        Choice.Unparsed unparsed => $"could not be read: {unparsed.Error}",
        _ => "answered in a form that could not be read",
    };
}
