using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Connections;
using Spectre.Console;

namespace Roundtable.Cli.Models;

/// <summary>Connections and models for a terminal.</summary>
internal static class ModelsView
{
    /// <summary>Shows what is connected, then what is not and why.</summary>
    public static void Show(Invocation invocation, ConnectionSet connections, IReadOnlyList<Connection> listed, IReadOnlyDictionary<string, ModelCheck>? checks)
    {
        var console = invocation.Console;
        var connected = listed.Where(c => c.IsConnected).ToList();
        if (connected.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple);
            foreach (var column in (string[])["Model", "Vendor", "Context", "$ in/M", "$ out/M"])
            {
                table.AddColumn(new TableColumn(column) { Alignment = column is "Model" or "Vendor" ? Justify.Left : Justify.Right });
            }

            if (checks is not null)
            {
                table.AddColumn("Check");
            }

            foreach (var (connection, model) in connected.SelectMany(c => c.Models.Select(m => (c, m))))
            {
                table.AddRow(Row(connections.Card(connection, model), checks));
            }

            console.Write(table);
        }
        else
        {
            console.MarkupLine("No model is connected: 'roundtable ask' uses the rehearsal panel, whose answers are simulated.");
            console.MarkupLine("To connect one, set one of the variables below to your key, or start Ollama.");
            console.WriteLine();
        }

        console.MarkupLine("[bold]Not connected[/]");
        foreach (var connection in listed.Where(c => !c.IsConnected))
        {
            console.MarkupLine($"  {TerminalMarkup.Line(connection.Name),-11} [dim]{TerminalMarkup.Line(connection.NotConnected!)}[/]");
        }
    }

    private static string[] Row(ModelCard card, IReadOnlyDictionary<string, ModelCheck>? checks)
    {
        List<string> row =
        [
            TerminalMarkup.Line(card.Name),
            TerminalMarkup.Line(card.Vendor ?? "unknown"),
            card.ContextTokens is { } context ? context.ToString("N0", CultureInfo.InvariantCulture) : "[dim]unknown[/]",
            Dollars(card.Price?.InputPerMillion),
            Dollars(card.Price?.OutputPerMillion),
        ];
        if (checks is not null)
        {
            row.Add(checks.GetValueOrDefault(card.Name) switch
            {
                null => "",
                { Error: { } error } => $"[red]{TerminalMarkup.Line(error)}[/]",
                var check => string.Create(CultureInfo.InvariantCulture, $"[green]{check.Took.TotalSeconds:0.0} s[/]{ServedBy(card, check)}"),
            });
        }

        return [.. row];
    }

    private static string ServedBy(ModelCard card, ModelCheck check) =>
        check.Served is { } served && !card.Name.EndsWith(served, StringComparison.Ordinal) ? $" served by {TerminalMarkup.Line(served)}" : "";

    private static string Dollars(decimal? price) => price switch
    {
        null => "[dim]unknown[/]",
        0 => "[dim]runs here[/]",
        var dollars => dollars.Value.ToString("0.00##", CultureInfo.InvariantCulture),
    };
}
