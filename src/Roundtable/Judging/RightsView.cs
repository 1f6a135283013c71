using System.Globalization;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Judging;

/// <summary>A session's rights on the terminal.</summary>
internal static class RightsView
{
    /// <summary>What may be done with which ballots.</summary>
    public static IRenderable Of(SessionRights rights)
    {
        var rows = new List<IRenderable> { new Markup($"[bold]Rights[/]{(rights.As is { } name ? " of " + TerminalMarkup.Line(name) : "")}") };
        foreach (var group in rights.Rows)
        {
            rows.Add(new Markup(TerminalMarkup.Line($"{string.Join(", ", group.Parts)} ({string.Join(", ", group.Models)})")));
            foreach (var outcome in group.Rulings.GroupBy(r => r.Outcome).OrderBy(g => g.Key))
            {
                var why = outcome.Key is Outcome.Allowed ? "" : $": {RulingReason.Of(outcome.First())}";
                rows.Add(new Markup(TerminalMarkup.Line(string.Create(
                    CultureInfo.InvariantCulture, $"  {RulingText.Answer(outcome.Key)}: "
                        + $"{string.Join(", ", outcome.Select(r => Kebab.Name(r.Intent.Use)))}{why}"))));
            }
        }

        rows.Add(new Markup("[dim]'roundtable judge ID --use USE' explains. Not legal advice.[/]"));
        return new Rows(rows);
    }
}
