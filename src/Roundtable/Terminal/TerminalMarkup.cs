using Roundtable.Record.Wording;
using Spectre.Console;

namespace Roundtable.Cli.Terminal;

/// <summary>Text that others wrote, neutralised and with Spectre's markup escaped.</summary>
internal static class TerminalMarkup
{
    /// <summary>The text with its lines.</summary>
    public static string Text(string text) => Neutralise.Text(text).EscapeMarkup();

    /// <summary>The text on one line.</summary>
    public static string Line(string text) => Neutralise.Line(text).EscapeMarkup();
}
