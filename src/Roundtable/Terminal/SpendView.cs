using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>What each seat used, for the terminal; nothing where a session does not tell it.</summary>
internal static class SpendView
{
    /// <summary>A line for each seat, and for the moderator; a warning before them where the budget was not kept.</summary>
    public static IRenderable Of(SessionDocument session) => new Rows(
        [
            .. SpendText.Overrun(session) is { } overrun ? [new Markup($"[yellow]{TerminalMarkup.Line(overrun)}[/]")] : (IEnumerable<IRenderable>)[],
            .. SpendText.Seats(session).Select(s => new Markup($"[dim]  {TerminalMarkup.Line(s.Seat)}: {TerminalMarkup.Line(s.Used)}[/]")),
        ]);
}
