using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Charts;

/// <summary>A square of how alike things are, each pair twice: darker is more. What is too little to tell is empty and says so.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Names">The things, those that are alike beside each other, each with the class of its colour.</param>
/// <param name="Cells">What is known of two things by their places, the smaller first.</param>
public sealed record HeatMap(string Title, string Description, IReadOnlyList<LegendEntry> Names, IReadOnlyDictionary<(int A, int B), HeatCell> Cells)
    : Chart(Title, Description)
{
    private const int Label = 248;
    private const int Cell = 56;
    private const int Head = 28;
    private const int Steps = 10;
    private const int MaxLabel = 32;

    /// <summary>What the numbers of a pair are called: the value, and how many it rests on.</summary>
    public (string Value, string Count) Heads { get; init; } = ("Value", "n");

    /// <inheritdoc/>
    public override string Shape => "heat";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => [T("Pair"), Heads.Value, Heads.Count];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Rows =>
    [
        .. Cells.OrderBy(c => c.Value.Share is null).ThenByDescending(c => c.Value.Share).ThenBy(c => c.Key)
            .Select(c => (IReadOnlyList<string>)[T("{0} and {1}", Names[c.Key.A].Name, Names[c.Key.B].Name), c.Value.Text, c.Value.Count]),
    ];

    /// <inheritdoc/>
    public override string Svg(string id)
    {
        var svg = new SvgWriter(Label + (Names.Count * Cell), Head + (Names.Count * Cell));
        for (var row = 0; row < Names.Count; row++)
        {
            var y = Head + (row * Cell);
            svg.Mark(Names[row].Class, 1, 6, y + (Cell / 2), 6);
            svg.Text(20, y + (Cell / 2) + 4, $"{row + 1} {Names[row].Name}", most: MaxLabel);
            svg.Text(Label + (row * Cell) + (Cell / 2), Head - 10, Number(row + 1), "minor", "middle");
            for (var column = 0; column < Names.Count; column++)
            {
                Square(svg, row, column, Label + (column * Cell), y);
            }
        }

        return svg.Close(id, this);
    }

    private void Square(SvgWriter svg, int row, int column, double x, double y)
    {
        if (row == column)
        {
            svg.Rectangle("self", x, y, Cell, Cell);
            return;
        }

        var cell = Cells.GetValueOrDefault((Math.Min(row, column), Math.Max(row, column)));
        var step = cell?.Share is { } share ? (int)Math.Round(Steps * Math.Clamp(share, 0, 1)) : -1;
        svg.Rectangle(step < 0 ? "none" : $"h{Number(step)}", x, y, Cell, Cell);
        if (cell is not null)
        {
            svg.Text(x + (Cell / 2), y + (Cell / 2) - 1, cell.Text, step < 0 ? "minor small" : $"h{Number(step)}-ink", "middle");
            svg.Text(x + (Cell / 2), y + (Cell / 2) + 15, cell.Count, step < 0 ? "minor small" : $"h{Number(step)}-ink small", "middle");
        }
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What is known of a pair.</summary>
/// <param name="Share">How dark it is drawn, 0 to 1; null where there is too little to tell.</param>
/// <param name="Text">The value as it is written, short.</param>
/// <param name="Count">On how many it rests, as it is written.</param>
public sealed record HeatCell(double? Share, string Text, string Count);
