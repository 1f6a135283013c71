using System.Globalization;
using Roundtable.Workspace.Charts;

namespace Roundtable.Web.Site.Styleguide;

/// <summary>What the page of components shows in them: the same numbers each time.</summary>
internal static class StyleguideSamples
{
    /// <summary>The names of the colours that are not of a series.</summary>
    public static IReadOnlyList<string> Colours { get; } =
        ["paper", "sheet", "ink", "soft", "line", "rail", "edge", "mark", "mark-ink", "wash", "warn", "warn-wash", "hit", "none"];

    /// <summary>The steps of the grid, in quarters of a rem; zero is half of the first.</summary>
    public static IReadOnlyList<int> Spaces { get; } = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16];

    /// <summary>Bars with intervals.</summary>
    public static BarChart Bars { get; } = new(
        "Right by agreement",
        "Of items on which five of five agree 91 % are right, of those with three of five 58 %.",
        ChartScale.Share,
        [
            new BarRow("5 of 5 (412 items)", 0.91, "91 %") { Interval = (0.88, 0.935) },
            new BarRow("4 of 5 (203 items)", 0.74, "74 %") { Interval = (0.68, 0.8) },
            new BarRow("3 of 5 (88 items), and a name that is far too long to be shown", 0.58, "58 %") { Interval = (0.47, 0.68) },
            new BarRow("2 of 5 (0 items)", null, "–"),
        ])
    {
        Heads = ("Agreeing votes", "Right", null),
    };

    /// <summary>Points with intervals, and what they are compared with.</summary>
    public static BarChart Points { get; } = new(
        "Accuracy of rules and seats",
        "The panel’s majority is right for 81 % of the items, the best seat for 79 %.",
        ChartScale.Share,
        [
            new BarRow("Majority", 0.81, "81 %") { Interval = (0.78, 0.84), Strong = true },
            new BarRow("anthropic/claude-sample", 0.79, "79 %") { Interval = (0.75, 0.82), Class = VendorColours.Class("Anthropic") },
            new BarRow("openai/gpt-sample", 0.77, "77 %") { Interval = (0.73, 0.81), Class = VendorColours.Class("OpenAI") },
            new BarRow("local/llama-sample", 0.62, "62 %") { Interval = (0.57, 0.66), Class = VendorColours.Class("Meta") },
        ])
    {
        AsPoints = true,
        Reference = 0.79,
        Heads = ("Rule or seat", "Right", null),
    };

    /// <summary>Bars to both sides.</summary>
    public static BarChart Both { get; } = new(
        "What the debate moved",
        "12 votes moved from right to wrong, 31 from wrong to right.",
        ChartScale.UpTo(19, static v => v.ToString("0", CultureInfo.InvariantCulture)),
        [new BarRow("seat 1", 19, "19") { Against = 4 }, new BarRow("seat 2", 12, "12") { Against = 8 }])
    {
        Heads = ("Seat", "wrong to right", "right to wrong"),
    };

    /// <summary>Wholes with parts.</summary>
    public static StackedChart Stacked { get; } = new(
        "Origin of rows",
        "Most rows of the first file are human; of the second nothing is known of half.",
        [new LegendEntry("human", "o0"), new LegendEntry("synthetic", "o1"), new LegendEntry("mixed", "o2"), new LegendEntry("unknown", "none")],
        [("train.jsonl", [810, 120, 20, 50]), ("extra.csv", [100, 300, 0, 400])]);

    /// <summary>Two lines, one with an interval.</summary>
    public static LineChart Lines { get; } = new(
        "Learning curve",
        "With 1,600 texts 88 % are right, with 100 texts 61 %.",
        ChartScale.UpTo(1600, static v => v.ToString("#,0", CultureInfo.InvariantCulture)),
        ChartScale.Share,
        [
            new ChartSeries("Right by gold", "o0",
            [
                new(100, 0.61, (0.55, 0.67)), new(200, 0.7, (0.65, 0.75)), new(400, 0.78, (0.74, 0.82)), new(800, 0.84, (0.81, 0.87)),
                new(1600, 0.88, (0.86, 0.9)),
            ]),
            new ChartSeries("Says what its teacher says", "o1", [new(100, 0.64), new(200, 0.74), new(400, 0.82), new(800, 0.9), new(1600, 0.93)]),
        ])
    {
        Heads = ("texts", ""),
    };

    /// <summary>Points beside the diagonal.</summary>
    public static LineChart Scatter { get; } = new(
        "Calibration",
        "Where half of the votes agree, 38 % are right.",
        ChartScale.Share,
        ChartScale.Share,
        [new ChartSeries("Right", "plot-fill", [new(0.5, 0.38, (0.3, 0.46)), new(0.7, 0.61, (0.55, 0.67)), new(0.9, 0.86, (0.83, 0.89))])])
    {
        Heads = ("share of votes", "right"),
        PointsOnly = true,
        Diagonal = true,
        IsSquare = true,
    };

    /// <summary>Columns.</summary>
    public static ColumnChart Columns { get; } = new(
        "Spending by day",
        "At most $4.00 in a day.",
        ChartScale.UpTo(4, static v => string.Create(CultureInfo.InvariantCulture, $"${v:0.00}")),
        [.. Enumerable.Range(1, 30).Select(d => ($"2026-11-{d:00}", (double)(d * 7 % 5)))])
    {
        Heads = ("Day", "Cost"),
    };

    /// <summary>A heat map of vendors.</summary>
    public static HeatMap Heat { get; } = new(
        "Agreement of models",
        "The first two agree most; of the last pair too little is known.",
        [.. VendorColours.Vendors.Take(6).Select(v => new LegendEntry(v, VendorColours.Class(v)))],
        (from a in Enumerable.Range(0, 6) from b in Enumerable.Range(a + 1, 5 - a) select (a, b)).ToDictionary(
            p => (p.a, p.b),
            p => p is { a: 4, b: 5 } ? new HeatCell(null, "too few", "n = 3")
                : new HeatCell((12.0 - p.a - p.b) / 11, $"{100 * (12 - p.a - p.b) / 11} %", "n = 120")));
}
