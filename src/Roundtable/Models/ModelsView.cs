using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Connections;
using Spectre.Console;

namespace Roundtable.Cli.Models;

/// <summary>Connections and models for a terminal. Names are there to be copied: none is ever cut or wrapped.</summary>
internal static class ModelsView
{
    /// <summary>Columns that everything beside the name takes in the table.</summary>
    private const int OtherColumns = 58;

    /// <summary>Shows what is connected, then what is not and why.</summary>
    public static void Show(Invocation invocation, ConnectionSet connections, IReadOnlyList<Connection> listed, IReadOnlyDictionary<string, ModelCheck>? checks)
    {
        var console = invocation.Console;
        List<ModelCard> cards = [.. listed.Where(c => c.IsConnected).SelectMany(c => c.Models.Select(m => connections.Card(c, m)))];
        if (cards.Count == 0)
        {
            console.MarkupLine("No model is connected: 'roundtable ask' uses the rehearsal panel, whose answers are simulated.");
            console.MarkupLine("To connect one, set one of the variables below to your key, or start Ollama.");
            console.WriteLine();
        }
        else if (checks is null && cards.Max(c => Neutralise.Line(c.Name).Length) + OtherColumns <= console.Profile.Width)
        {
            ShowTable(console, cards);
        }
        else
        {
            ShowList(invocation, cards, checks);
        }

        if (cards.Exists(c => c.Price?.KnownUpToTokens is not null))
        {
            console.MarkupLine("[dim]+ A lower bound where the prompt has more than 128,000 tokens: what longer ones cost is not known.[/]");
            console.WriteLine();
        }

        console.MarkupLine("[bold]Not connected[/]");
        foreach (var connection in listed.Where(c => !c.IsConnected))
        {
            console.MarkupLine($"  {TerminalMarkup.Line(connection.Name),-11} [dim]{TerminalMarkup.Line(connection.NotConnected!)}[/]");
        }
    }

    private static void ShowTable(IAnsiConsole console, List<ModelCard> cards)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["Model", "Vendor", "Context", "$ in/M", "$ out/M"])
        {
            table.AddColumn(new TableColumn(column) { NoWrap = true, Alignment = column is "Model" or "Vendor" ? Justify.Left : Justify.Right });
        }

        foreach (var card in cards)
        {
            table.AddRow(
                TerminalMarkup.Line(card.Name),
                TerminalMarkup.Line(card.Vendor ?? "unknown"),
                card.ContextTokens is { } context ? context.ToString("N0", CultureInfo.InvariantCulture) : "[dim]unknown[/]",
                Dollars(card.Price?.InputPerMillion, card.Price),
                Dollars(card.Price?.OutputPerMillion, card.Price));
        }

        console.Write(table);
    }

    /// <summary>Two lines a model, for narrow terminals and for checks. The name goes past the console, which would wrap it.</summary>
    private static void ShowList(Invocation invocation, List<ModelCard> cards, IReadOnlyDictionary<string, ModelCheck>? checks)
    {
        foreach (var card in cards)
        {
            invocation.Out.WriteLine(Neutralise.Line(card.Name));
            var context = card.ContextTokens is { } tokens ? string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} tokens of context, ") : "";
            invocation.Console.MarkupLine($"    [dim]{TerminalMarkup.Line(card.Vendor ?? "vendor unknown")}, {context}{Price(card.Price)}[/]");
            if (checks?.GetValueOrDefault(card.Name) is { } check)
            {
                invocation.Console.MarkupLine("    " + Checked(card, check));
            }
        }

        invocation.Console.WriteLine();
    }

    private static string Checked(ModelCard card, ModelCheck check)
    {
        var connection = card.Name[..card.Name.IndexOf('/', StringComparison.Ordinal)];
        var instead = check.Instead is { } near ? $" Name {TerminalMarkup.Line($"{connection}/{near}")} instead." : "";
        var shutdown = check.Shutdown is { } day ? string.Create(CultureInfo.InvariantCulture, $" [yellow]Shut down on {day:yyyy-MM-dd}.[/]") : "";
        return check.Error is { } error
            ? $"[red]{TerminalMarkup.Line(error)}[/]{instead}{shutdown}"
            : string.Create(CultureInfo.InvariantCulture, $"[green]answers, {check.Took.TotalSeconds:0.0} s[/]{ServedBy(card, check)}{shutdown}{instead}");
    }

    private static string ServedBy(ModelCard card, ModelCheck check) =>
        check.Served is { } served && !card.Name.EndsWith(served, StringComparison.Ordinal) ? $", served by {TerminalMarkup.Line(served)}" : "";

    private static string Price(Price? price)
    {
        var dear = price?.LongPrompt is { } more
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; {more.InputPerMillion:0.00##} and {more.OutputPerMillion:0.00##} where the prompt has more than {more.FromTokens:N0}")
            : "";
        return price switch
        {
            null => "price unknown",
            { InputPerMillion: 0, OutputPerMillion: 0 } => "runs here",
            _ => string.Create(
                CultureInfo.InvariantCulture, $"${price.InputPerMillion:0.00##} in, ${price.OutputPerMillion:0.00##} out a million{Mark(price)}{dear}"),
        };
    }

    private static string Dollars(decimal? amount, Price? price) => amount switch
    {
        null => "[dim]unknown[/]",
        0 => "[dim]runs here[/]",
        var dollars => dollars.Value.ToString("0.00##", CultureInfo.InvariantCulture) + Mark(price!),
    };

    private static string Mark(Price price) => price.KnownUpToTokens is null ? "" : "+";
}
