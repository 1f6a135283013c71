using System.Globalization;

namespace Roundtable.Workspace.Charts;

/// <summary>Wholes beneath each other, each divided into the same parts.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Parts">The parts, with their colours.</param>
/// <param name="Wholes">The wholes: what each is, and how much of it each part is, 0 or more.</param>
public sealed record StackedChart(
    string Title, string Description, IReadOnlyList<LegendEntry> Parts, IReadOnlyList<(string Label, IReadOnlyList<double> Amounts)> Wholes)
    : Chart(Title, Description)
{
    private const int Wide = 640;
    private const int Label = 216;
    private const int RowHeight = 24;
    private const int MaxLabel = 32;

    /// <summary>How an amount is written.</summary>
    public Func<double, string> Text { get; init; } = static v => v.ToString("#,0", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IReadOnlyList<LegendEntry> Legend => Parts;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => ["", .. Parts.Select(p => p.Name)];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Rows => [.. Wholes.Select(w => (IReadOnlyList<string>)[w.Label, .. w.Amounts.Select(Text)])];

    /// <inheritdoc/>
    public override string Svg(string id)
    {
        var svg = new SvgWriter(Wide, Math.Max(1, Wholes.Count) * RowHeight);
        for (var i = 0; i < Wholes.Count; i++)
        {
            var ((label, amounts), middle) = (Wholes[i], (i * RowHeight) + (RowHeight / 2.0));
            var (sum, x) = (amounts.Sum(), (double)Label);
            svg.Text(0, middle + 4, label, most: MaxLabel);
            svg.Rectangle("rail", Label, middle - 7, Wide - Label, 14);
            foreach (var (amount, part) in amounts.Zip(Parts).Where(p => p.First > 0))
            {
                var width = (Wide - Label) * amount / sum;
                svg.Rectangle(part.Class, x, middle - 7, width, 14, $"{part.Name}: {Text(amount)}");
                x += width;
                svg.Line("plot-cut", x, middle - 7, x, middle + 7);
            }
        }

        return svg.Close(id, this);
    }
}
