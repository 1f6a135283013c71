using Roundtable.Deliberation.Tools;
using Roundtable.Workspace.Exports;

namespace Roundtable.Cli.Terminal;

/// <summary>The calls of tools behind an answer, and the pages that it cites.</summary>
internal static class ToolsView
{
    /// <summary>The calls and pages, a line each, to follow the answer; empty where there are none.</summary>
    /// <param name="uses">The calls; null for none.</param>
    public static string Of(IReadOnlyList<ToolUse>? uses)
    {
        if (uses is not { Count: > 0 })
        {
            return "";
        }

        var calls = uses.Select(u => $"\n[dim]{TerminalMarkup.Line(ToolText.Line(u))}[/]");
        var pages = ToolText.Pages(uses).Where(p => p.IsCited)
            .Select(p => $"\n[dim]cites[/] {TerminalMarkup.Line(p.Title)} [blue]{TerminalMarkup.Line(p.Url)}[/]");
        return string.Concat(calls.Concat(pages));
    }
}
