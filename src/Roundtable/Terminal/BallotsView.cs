using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>Every ballot for the terminal, round by round.</summary>
internal static class BallotsView
{
    /// <summary>The ballots of a session.</summary>
    public static IRenderable Of(Session session) => new Rows(session.Rounds.SelectMany(r => Round(session, r)));

    /// <summary>One ballot: who, what, why.</summary>
    public static IRenderable Of(Session session, Ballot ballot)
    {
        var seat = session.Panel[ballot.Seat - 1];
        var asides = BallotText.Asides(ballot, session.Panel);
        return new Rows(
            new Markup(
                $"[bold]{TerminalMarkup.Line(seat.Name)}[/] [dim]{TerminalMarkup.Line(seat.Model.Name)} {ballot.Id}[/]  "
                + $"[green]{TerminalMarkup.Line(BallotText.Says(session, ballot))}[/]"
                + (asides.Length > 0 ? $" [dim]{TerminalMarkup.Line(asides)}[/]" : "")),
            new Padder(
                new Markup(TerminalMarkup.Text(BallotText.Said(ballot).Trim()) + Thinking(ballot) + ToolsView.Of(ballot.Tools)), new Padding(2, 0, 0, 1)));
    }

    /// <summary>That the model thought, and how much: what it thought stands in the session's document.</summary>
    private static string Thinking(Ballot ballot) =>
        BallotText.Thinking(ballot) is { Length: > 0 } thinking ? $"\n[dim]({BallotText.ThinkingTitle(thinking)}: not shown)[/]" : "";

    private static IEnumerable<IRenderable> Round(Session session, Round round)
    {
        yield return new Markup($"[bold underline]Round {round.Number}{(round.Number == 1 ? ", blind" : "")}[/]");
        foreach (var ballot in round.Ballots)
        {
            yield return Of(session, ballot);
        }

        foreach (var absence in round.Absences)
        {
            yield return new Markup(
                $"[bold]{TerminalMarkup.Line(VerdictText.Seat(session, absence.Seat))}[/] [yellow]absent[/]: {TerminalMarkup.Line(absence.Reason)}");
        }
    }
}
