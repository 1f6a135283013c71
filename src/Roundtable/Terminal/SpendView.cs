using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Terminal;

/// <summary>What each seat used, for the terminal; nothing where a session does not tell it.</summary>
internal static class SpendView
{
    /// <summary>A line for each seat, and for the moderator.</summary>
    public static IRenderable Of(Session session) => new Rows(SpendText.Seats(session).Select(s =>
        (IRenderable)new Markup($"[dim]  {TerminalMarkup.Line(s.Seat)}: {TerminalMarkup.Line(s.Used)}[/]")));
}
