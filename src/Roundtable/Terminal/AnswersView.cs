using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>What every seat wrote in full, and what it said of the others' answers.</summary>
internal static class AnswersView
{
    /// <summary>The answers of a session, then its reviews.</summary>
    public static IRenderable Of(FusedSession session) =>
        new Rows([new Markup("[bold underline]Answers[/]"), .. session.Answers.Select(a => Answer(session, a)), .. Reviews(session)]);

    private static Rows Answer(FusedSession session, Answer answer)
    {
        var seat = session.Panel[answer.Seat - 1];
        var problem = FusedText.Problem(answer) is { } why ? $"  [yellow]{TerminalMarkup.Line(why)}[/]" : "";
        return new Rows(
            new Markup($"[bold]{TerminalMarkup.Line(seat.Name)}[/] [dim]{TerminalMarkup.Line(seat.Model.Name)} {answer.Id}[/]{problem}"),
            new Padder(new Markup(TerminalMarkup.Text(answer.Words.Trim()) + ToolsView.Of(answer.Tools)), new Padding(2, 0, 0, 1)));
    }

    private static IEnumerable<IRenderable> Reviews(FusedSession session)
    {
        foreach (var review in session.Reviews)
        {
            var said = review.Problem is { } problem ? $"could not be read: {problem}" : $"ranks {FusedText.Names(session, review.Ranking)}";
            yield return new Markup($"[bold]{TerminalMarkup.Line(FusedText.Seat(session, review.Seat))}[/] {TerminalMarkup.Line(said)}");
            foreach (var error in review.Errors)
            {
                yield return new Markup(
                    $"  {TerminalMarkup.Line(FusedText.Seat(session, error.Seat))}: “{TerminalMarkup.Line(error.Span)}” "
                        + $"[dim]{TerminalMarkup.Line(error.Why)}[/]");
            }
        }
    }
}
