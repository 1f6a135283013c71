using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terminal;
using Roundtable.Terms.Rulings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Judging;

/// <summary>A session's rights on the terminal.</summary>
internal static class RightsView
{
    /// <summary>What may be done with which ballots.</summary>
    public static IRenderable Of(SessionRights rights)
    {
        var rows = new List<IRenderable> { new Markup($"[bold]Rights[/]{(rights.As is { } name ? " of " + TerminalMarkup.Line(name) : "")}") };
        foreach (var group in rights.Rows)
        {
            rows.Add(new Markup(TerminalMarkup.Line($"{string.Join(", ", group.Ballots)} ({string.Join(", ", group.Models)})")));
            foreach (var outcome in group.Rulings.GroupBy(r => r.Outcome).OrderBy(g => g.Key))
            {
                var why = outcome.Key is Outcome.Allowed ? "" : $": {Why(outcome.First())}";
                rows.Add(new Markup(TerminalMarkup.Line(string.Create(
                    CultureInfo.InvariantCulture, $"  {RulingText.Answer(outcome.Key)}: {string.Join(", ", outcome.Select(r => Kebab.Name(r.Intent.Use)))}{why}"))));
            }
        }

        rows.Add(new Markup("[dim]'roundtable judge ID --use USE' explains. Not legal advice.[/]"));
        return new Rows(rows);
    }

    /// <summary>The first reason of a ruling, with its citation.</summary>
    public static string Why(Ruling ruling)
    {
        if (ruling.Conflicts.Count > 0)
        {
            return ruling.Conflicts[0].Why;
        }

        var ground = ruling.Findings[0].Ground;
        return ruling.Outcome == Outcome.AllowedIf ? string.Join("; ", ruling.Conditions.Select(c => c.Instruction))
            : ground.Terms is null ? ground.Summary
            : $"{ground.Summary} ({ground.Terms.Entry.Id.Brief}{(ground.Clause is { } clause ? $", {clause.Citation}" : "")})";
    }
}
