using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>A verdict for the terminal: headline, votes as bars, who moved, how far the panel agrees.</summary>
internal static class VerdictView
{
    /// <summary>The most moves that are listed one by one.</summary>
    private const int MaxMoves = 12;

    /// <summary>The verdict of a session for a terminal of <paramref name="width"/> columns.</summary>
    public static IRenderable Of(Session session, int width)
    {
        var verdict = session.Verdict;
        var rows = new List<IRenderable>();
        if (Banner(session) is { } banner)
        {
            rows.Add(banner);
        }

        rows.Add(new Markup($"[bold]{TerminalMarkup.Line(session.Question.Text)}[/]"));
        rows.Add(Text.Empty);
        rows.Add(new Markup($"[bold green]{TerminalMarkup.Line(VerdictText.Headline(verdict.Final, verdict.Options))}[/]"));
        rows.Add(Bars(session, width));
        rows.Add(new Markup(TerminalMarkup.Line(VerdictText.Beside(verdict.Final)) + "."));
        rows.Add(new Markup(VerdictText.Rounds(verdict)));
        if (LateText.Of(session) is { } late)
        {
            rows.Add(new Markup(TerminalMarkup.Line(late)));
        }

        rows.AddRange(verdict.Moves.Take(MaxMoves).Select(m => new Markup($"  → {TerminalMarkup.Line(VerdictText.Move(session, m))}")));
        if (verdict.Moves.Count > MaxMoves)
        {
            rows.Add(new Markup($"  → and {verdict.Moves.Count - MaxMoves} more moves"));
        }

        if (VerdictText.Herding(verdict) is { } herding)
        {
            rows.Add(new Markup($"[yellow]{herding}[/]"));
        }

        rows.Add(new Markup(VerdictText.Agreement(verdict).EscapeMarkup()));
        if (VerdictText.Samples(session) is { } samples)
        {
            rows.Add(new Markup(TerminalMarkup.Line(samples)));
        }

        rows.Add(new Markup(VerdictText.Independence(verdict)));
        if (session.Discrepancies is { } discrepancies)
        {
            rows.Add(new Markup(discrepancies.Count > 0 ? $"[yellow]{ClaimText.Summary(session)}[/]" : ClaimText.Summary(session)));
            rows.AddRange(discrepancies.Select(d => new Markup($"  {TerminalMarkup.Line(d)}")));
            if (session.Claims is { NotChecked: { Count: > 0 } open })
            {
                rows.Add(new Markup("Not checked:"));
                rows.AddRange(open.Select(c => new Markup($"  {TerminalMarkup.Line(c)}")));
            }
        }

        return new Rows(rows);
    }

    /// <summary>The banner over sessions whose words no model wrote, and over imported ones; null for others.</summary>
    public static IRenderable? Banner(Session session) =>
        session.Simulated ? new Markup("[black on yellow] SIMULATED [/] The panelists are rehearsing: no model wrote these words.")
        : session.ImportedFrom is { } title ? new Markup($"[black on yellow] IMPORTED [/] {TerminalMarkup.Line(title)}")
        : null;

    private static Grid Bars(Session session, int width)
    {
        var verdict = session.Verdict;
        var full = width >= 100 ? 40 : 20;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn().AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap().RightAligned());
        var most = Math.Max(1, verdict.Final.Invited);
        for (var i = 0; i < verdict.Options.Count; i++)
        {
            var letter = VerdictText.Sign(verdict.Options, i);
            var cells = verdict.Final.Votes[i] * full / most;
            grid.AddRow(
                new Markup(letter),
                new Markup(TerminalMarkup.Line(verdict.Options[i])),
                new Markup($"[green]{new string('█', cells)}[/]{new string('·', full - cells)}"),
                new Markup(Change(verdict, i)));
        }

        return grid;
    }

    /// <summary>The final votes, and round one's beside them where there was more than one round.</summary>
    private static string Change(Verdict verdict, int option) =>
        verdict.Rounds > 1
            ? $"{verdict.First.Votes[option]} → [bold]{verdict.Final.Votes[option]}[/]"
            : $"[bold]{verdict.Final.Votes[option]}[/]";
}
