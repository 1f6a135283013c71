namespace Roundtable.Workspace.Charts;

/// <summary>Amounts beside each other, as of the days of a month.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Scale">The axis upwards; it begins at zero.</param>
/// <param name="Amounts">From left to right: what each is, and how much.</param>
public sealed record ColumnChart(string Title, string Description, ChartScale Scale, IReadOnlyList<(string Label, double Amount)> Amounts)
    : Chart(Title, Description)
{
    private const int Wide = 960;
    private const int Left = 72;
    private const int High = 176;
    private const int Top = 8;
    private const int Bottom = 24;

    /// <summary>What a column is of, and what its amount is.</summary>
    public (string Column, string Amount) Heads { get; init; } = ("", "Amount");

    /// <inheritdoc/>
    public override string Shape => "wide";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => [Heads.Column, Heads.Amount];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Rows => [.. Amounts.Select(a => (IReadOnlyList<string>)[a.Label, Scale.Text(a.Amount)])];

    /// <inheritdoc/>
    public override string Svg(string id)
    {
        var svg = new SvgWriter(Wide, High);
        foreach (var tick in Scale.Ticks)
        {
            svg.Line("plot-grid", Left, Y(tick), Wide, Y(tick));
            svg.Text(Left - 8, Y(tick) + 4, Scale.Text(tick), "minor", "end");
        }

        var step = (double)(Wide - Left) / Math.Max(1, Amounts.Count);
        for (var i = 0; i < Amounts.Count; i++)
        {
            var (label, amount) = Amounts[i];
            svg.Rectangle("plot-fill", Left + (i * step) + (step * 0.125), Y(amount), step * 0.75, Y(0) - Y(amount), $"{label}: {Scale.Text(amount)}");
        }

        if (Amounts.Count > 0)
        {
            svg.Text(Left, High - 6, Amounts[0].Label, "minor");
            svg.Text(Wide, High - 6, Amounts[^1].Label, "minor", "end");
        }

        return svg.Close(id, this);
    }

    private double Y(double value) => High - Bottom - (Scale.Place(value) * (High - Top - Bottom));
}
