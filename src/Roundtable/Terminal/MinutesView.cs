using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>The minutes for the terminal, every sentence with the ballots that it rests on.</summary>
internal static class MinutesView
{
    /// <summary>The minutes of a session.</summary>
    public static IRenderable Of(Session session)
    {
        var minutes = session.Minutes;
        var rows = new List<IRenderable>
        {
            new Markup($"[bold]Minutes[/] [dim]{TerminalMarkup.Line(minutes.By is { } by ? $"by {by}" : "made without a model")}[/]"),
            Sentences(minutes.Summary),
        };
        foreach (var argument in minutes.Arguments)
        {
            rows.Add(new Markup($"[bold]Strongest for {TerminalMarkup.Line(session.Verdict.Options[argument.Option])}[/]"));
            rows.Add(Sentences(argument.Sentences));
        }

        if (minutes.Dropped > 0)
        {
            rows.Add(
                new Markup(
                    $"[yellow]{VerdictText.Count(minutes.Dropped, "sentence was", "sentences were")} left out: citations or quotations did not check out.[/]"));
        }

        if (minutes.Note is { } note)
        {
            rows.Add(new Markup($"[dim]{TerminalMarkup.Line(note)}[/]"));
        }

        return new Rows(rows);
    }

    private static Markup Sentences(IReadOnlyList<Sentence> sentences) =>
        new(string.Join(' ', sentences.Select(s => $"{TerminalMarkup.Line(s.Text)} [dim]({TerminalMarkup.Line(string.Join(", ", s.Ballots))})[/]")));
}
