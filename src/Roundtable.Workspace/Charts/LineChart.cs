using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Charts;

/// <summary>Values over values: lines with marks and intervals, or marks alone.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Across">The axis from left to right.</param>
/// <param name="Up">The axis upwards.</param>
/// <param name="Series">The series.</param>
public sealed record LineChart(string Title, string Description, ChartScale Across, ChartScale Up, IReadOnlyList<ChartSeries> Series)
    : Chart(Title, Description)
{
    private const int Left = 56;
    private const int Top = 28;
    private const int Bottom = 44;
    private const int Right = 16;

    /// <summary>What the axes are of.</summary>
    public (string Across, string Up) Heads { get; init; } = ("", "");

    /// <summary>Whether the marks stand alone, without a line between them.</summary>
    public bool PointsOnly { get; init; }

    /// <summary>Whether a line shows where both axes have the same value.</summary>
    public bool Diagonal { get; init; }

    /// <summary>Whether it is as high as wide, as where both axes are of the same kind.</summary>
    public bool IsSquare { get; init; }

    /// <inheritdoc/>
    public override string Shape => IsSquare ? "square" : "";

    private int Width => IsSquare ? 320 : 640;

    private int Height => IsSquare ? 320 : 256;

    /// <inheritdoc/>
    public override IReadOnlyList<LegendEntry> Legend => Series.Count > 1 ? [.. Series.Select(s => new LegendEntry(s.Name, s.Class))] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns =>
        [Heads.Across, .. Series.SelectMany(s => s.HasIntervals ? (string[])[Name(s), T("95 % interval")] : [Name(s)])];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> Rows =>
    [
        .. Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().Select(x => (IReadOnlyList<string>)
            [Across.Text(x), .. Series.SelectMany(s => Cells(s, s.Points.Where(p => p.X.Equals(x)).ToList()))]),
    ];

    /// <inheritdoc/>
    public override string Svg(string id)
    {
        var svg = new SvgWriter(Width, Height);
        foreach (var tick in Up.Ticks)
        {
            svg.Line("plot-grid", Left, Y(tick), Width - Right, Y(tick));
            svg.Text(Left - 8, Y(tick) + 4, Up.Text(tick), "minor", "end");
        }

        foreach (var tick in Across.Ticks)
        {
            svg.Line("plot-grid", X(tick), Height - Bottom, X(tick), Height - Bottom + 4);
            svg.Text(X(tick), Height - Bottom + 18, Across.Text(tick), "minor", tick < Across.Max ? "middle" : "end");
        }

        svg.Text(0, 12, Heads.Up, "minor");
        svg.Text(Width - Right, Height - 6, Heads.Across, "minor", "end");
        if (Diagonal)
        {
            svg.Line("plot-mean", X(Across.Min), Y(Up.Min), X(Across.Max), Y(Up.Max));
        }

        foreach (var (form, series) in Series.Index())
        {
            Draw(svg, series, form);
        }

        return svg.Close(id, this);
    }

    private void Draw(SvgWriter svg, ChartSeries series, int form)
    {
        var banded = series.Points.Where(p => p.Interval is not null).ToList();
        if (banded.Count > 1 && !PointsOnly)
        {
            var over = banded.Select(p => (X(p.X), Y(p.Interval!.Value.High)));
            var under = banded.AsEnumerable().Reverse().Select(p => (X(p.X), Y(p.Interval!.Value.Low)));
            svg.Path($"{series.Class} plot-area", [.. over, .. under], closed: true);
        }

        if (series.Points.Count > 1 && !PointsOnly)
        {
            svg.Path($"{series.Class} plot-stroke", series.Points.Select(p => (X(p.X), Y(p.Y))));
        }

        foreach (var point in series.Points)
        {
            if (point.Interval is { } interval && PointsOnly)
            {
                svg.Line("plot-axis", X(point.X), Y(interval.Low), X(point.X), Y(interval.High));
            }

            svg.Mark(series.Class, form, X(point.X), Y(point.Y), series.Points.Count > MarksUpTo ? 1.5 : 4);
        }
    }

    private const int MarksUpTo = 60;

    private static string Name(ChartSeries series) => series.Name;

    private IEnumerable<string> Cells(ChartSeries series, List<ChartPoint> here)
    {
        var point = here.FirstOrDefault();
        yield return point is null ? "–" : string.Join(", ", here.Select(p => Up.Text(p.Y)));
        if (series.HasIntervals)
        {
            yield return point?.Interval is { } interval ? T("{0} to {1}", Up.Text(interval.Low), Up.Text(interval.High)) : "–";
        }
    }

    private double X(double value) => Left + (Across.Place(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (Up.Place(value) * (Height - Top - Bottom));
}

/// <summary>One series of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Class">The class of its colour.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record ChartSeries(string Name, string Class, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Whether an interval is known of any of its points.</summary>
    public bool HasIntervals => Points.Any(p => p.Interval is not null);
}

/// <summary>One point.</summary>
/// <param name="X">Its place from left to right.</param>
/// <param name="Y">Its height.</param>
/// <param name="Interval">Within which <paramref name="Y"/> lies with 95 % confidence; null where that is not known.</param>
public sealed record ChartPoint(double X, double Y, (double Low, double High)? Interval = null);
