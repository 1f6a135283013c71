using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Charts;

/// <summary>Values beneath each other on one axis, as bars or as points, each perhaps with an interval; or bars to both sides of the middle.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Scale">The axis.</param>
/// <param name="Bars">The values, from the top down.</param>
public sealed record BarChart(string Title, string Description, ChartScale Scale, IReadOnlyList<BarRow> Bars) : Chart(Title, Description)
{
    private const int Wide = 640;
    private const int Label = 216;
    private const int Value = 72;
    private const int RowHeight = 24;
    private const int AxisHeight = 24;
    private const int MaxLabel = 32;
    private const int MaxStrongLabel = 28;

    /// <summary>Whether the values are points instead of bars: where the axis does not begin at zero, or intervals matter more than lengths.</summary>
    public bool AsPoints { get; init; }

    /// <summary>A value that all are compared with, drawn as a line; null for none.</summary>
    public double? Reference { get; init; }

    /// <summary>What a row is, what its value is, and what stands to the left of the middle where there is such.</summary>
    public (string Row, string Value, string? Against) Heads { get; init; } = ("", "Value", null);

    private bool Diverges => Bars.Any(b => b.Against is not null);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns =>
        [Heads.Row, .. Diverges ? (string[])[Heads.Against ?? "Against"] : [], Heads.Value, .. HasIntervals ? (string[])[T("95 % interval")] : []];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Rows =>
    [
        .. Bars.Select(b => (IReadOnlyList<string>)
        [
            b.Label,
            .. Diverges ? (string[])[Scale.Text(b.Against ?? 0)] : [],
            b.Text,
            .. HasIntervals ? (string[])[b.Interval is { } i ? T("{0} to {1}", Scale.Text(i.Low), Scale.Text(i.High)) : "–"] : [],
        ]),
    ];

    private bool HasIntervals => Bars.Any(b => b.Interval is not null);

    /// <inheritdoc/>
    public override string Svg(string id)
    {
        var height = (Bars.Count * RowHeight) + AxisHeight;
        var svg = new SvgWriter(Wide, height);
        if (Diverges)
        {
            Both(svg, height);
            return svg.Close(id, this);
        }

        foreach (var tick in Scale.Ticks)
        {
            svg.Line("plot-grid", X(tick), 0, X(tick), height - AxisHeight + 4);
            svg.Text(X(tick), height - 6, Scale.Text(tick), "minor", "middle");
        }

        if (Reference is { } reference)
        {
            svg.Line("plot-mean", X(reference), 0, X(reference), height - AxisHeight + 4);
        }

        for (var i = 0; i < Bars.Count; i++)
        {
            Row(svg, Bars[i], (i * RowHeight) + (RowHeight / 2.0));
        }

        return svg.Close(id, this);
    }

    private void Row(SvgWriter svg, BarRow bar, double middle)
    {
        svg.Text(0, middle + 4, bar.Label, bar.Strong ? "strong" : null, most: bar.Strong ? MaxStrongLabel : MaxLabel);
        svg.Text(Wide, middle + 4, bar.Text, bar.Strong ? "strong" : null, "end");
        if (bar.Value is not { } value)
        {
            return;
        }

        var style = bar.Class ?? "plot-fill";
        if (!AsPoints)
        {
            svg.Rectangle(style, X(Scale.Min), middle - 7, X(value) - X(Scale.Min), 14);
        }

        if (bar.Interval is { } interval)
        {
            svg.Line(AsPoints ? "plot-axis" : "plot-axis plot-over", X(interval.Low), middle, X(interval.High), middle);
            svg.Line("plot-axis", X(interval.Low), middle - 4, X(interval.Low), middle + 4);
            svg.Line("plot-axis", X(interval.High), middle - 4, X(interval.High), middle + 4);
        }

        if (AsPoints)
        {
            svg.Mark(style, bar.Strong ? 2 : 0, X(value), middle, 5);
        }
    }

    private void Both(SvgWriter svg, int height)
    {
        const double center = (Label + Wide - Value) / 2.0;
        const double half = (Wide - Value - Label) / 2.0;
        svg.Line("plot-axis", center, 0, center, height - AxisHeight);
        for (var i = 0; i < Bars.Count; i++)
        {
            var (bar, middle) = (Bars[i], (i * RowHeight) + (RowHeight / 2.0));
            var (left, right) = (half * Scale.Place(bar.Against ?? 0), half * Scale.Place(bar.Value ?? 0));
            svg.Text(0, middle + 4, bar.Label, most: MaxLabel);
            svg.Rectangle("plot-lost", center - left, middle - 7, left, 14);
            svg.Rectangle("plot-fill", center, middle - 7, right, 14);
            svg.Text(Wide, middle + 4, $"{Scale.Text(bar.Against ?? 0)} · {bar.Text}", anchor: "end");
        }

        svg.Text(center - 8, height - 6, "← " + (Heads.Against ?? "against"), "minor", "end");
        svg.Text(center + 8, height - 6, Heads.Value + " →", "minor");
    }

    private double X(double value) => Label + (Scale.Place(value) * (Wide - Label - Value - 24));
}

/// <summary>One value of a <see cref="BarChart"/>.</summary>
/// <param name="Label">What it is the value of.</param>
/// <param name="Value">The value; null where it is not known, which is drawn as nothing.</param>
/// <param name="Text">The value as it is written.</param>
public sealed record BarRow(string Label, double? Value, string Text)
{
    /// <summary>Within which it lies with 95 % confidence; null where that is not known.</summary>
    public (double Low, double High)? Interval { get; init; }

    /// <summary>What is drawn to the left of the middle; null for a chart that has no left side.</summary>
    public double? Against { get; init; }

    /// <summary>The class of its colour; null for the usual.</summary>
    public string? Class { get; init; }

    /// <summary>Whether it stands out.</summary>
    public bool Strong { get; init; }
}
