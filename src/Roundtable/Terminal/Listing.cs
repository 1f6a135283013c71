using Roundtable.Record.Wording;
using Spectre.Console;

namespace Roundtable.Cli.Terminal;

/// <summary>
/// A list of things, a row each. A terminal shows it as wide as it is; in a file or a pipe each row is one line, however long, so that
/// grep and awk see whole rows.
/// </summary>
/// <param name="columns">The headings.</param>
internal sealed class Listing(params IReadOnlyList<Listing.Column> columns)
{
    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One for each column; what others wrote in them is neutralised here.</param>
    public void Add(params Cell[] cells) => _rows.Add([.. cells.Select(c => c with { Text = Neutralise.Line(c.Text) })]);

    /// <summary>Writes all rows below their headings.</summary>
    public void Write(IAnsiConsole console)
    {
        if (console.Profile.Out.IsTerminal)
        {
            console.Write(Table());
            return;
        }

        var widths = columns.Select((c, i) => _rows.Select(r => r[i].Text.GetCellWidth()).Append(c.Heading.Length).Max()).ToArray();
        var writer = console.Profile.Out.Writer;
        writer.WriteLine(Line([.. columns.Select(c => c.Heading)]));
        foreach (var row in _rows)
        {
            writer.WriteLine(Line([.. row.Select(c => c.Text)]));
        }

        string Line(string[] cells) => string.Join("  ", cells.Select((c, i) => c + new string(' ', widths[i] - c.GetCellWidth()))).TrimEnd();
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column.Heading) { NoWrap = !column.Wraps });
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(c => new Markup(c.Text.EscapeMarkup(), c.Style)));
        }

        return table;
    }

    /// <summary>A column.</summary>
    /// <param name="Heading">What stands above it.</param>
    /// <param name="Wraps">Whether a terminal that is too narrow breaks its lines.</param>
    internal sealed record Column(string Heading, bool Wraps = false);

    /// <summary>A cell.</summary>
    /// <param name="Text">Its text, as it is.</param>
    /// <param name="Style">How a terminal shows it; null for plainly.</param>
    internal sealed record Cell(string Text, Style? Style = null)
    {
        /// <summary>A cell of plain text.</summary>
        public static implicit operator Cell(string text) => new(text);
    }
}
