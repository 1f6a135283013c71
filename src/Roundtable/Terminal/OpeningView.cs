using Roundtable.Deliberation.Plans;
using Roundtable.Workspace.Exports;
using Spectre.Console;

namespace Roundtable.Cli.Terminal;

/// <summary>How every session begins at the terminal: whether it is a rehearsal, what is asked, and what an earlier run already has on the record.</summary>
internal static class OpeningView
{
    /// <summary>Writes it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="plan">The plan of the session.</param>
    /// <param name="recalled">How many calls an earlier run made.</param>
    public static void Write(IAnsiConsole console, SessionPlan plan, int recalled)
    {
        if (plan.Panel.Any(s => s.Model.Simulated))
        {
            console.MarkupLine("[black on yellow] SIMULATED [/] Five rehearsal panelists answer; no model wrote their words.");
            console.MarkupLine(
                "[dim]To ask real models, set a key such as ANTHROPIC_API_KEY or OPENAI_API_KEY, or start Ollama; 'roundtable models' shows what is "
                    + "connected.[/]");
            console.WriteLine();
        }

        console.MarkupLine($"[bold]{TerminalMarkup.Line(plan.Question.Text)}[/]");
        for (var i = 0; i < plan.Question.Options.Count; i++)
        {
            console.MarkupLine($"  {VerdictText.Sign(plan.Question.Options, i)}  {TerminalMarkup.Line(plan.Question.Options[i])}");
        }

        if (recalled > 0)
        {
            console.MarkupLine($"[dim]Resumed: {VerdictText.Count(recalled, "call is", "calls are")} already on the record.[/]");
        }
    }
}
