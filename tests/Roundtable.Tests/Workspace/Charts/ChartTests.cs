using System.Globalization;
using System.Xml.Linq;
using Roundtable.Workspace.Charts;

namespace Roundtable.Tests.Workspace.Charts;

/// <summary>Charts are SVG that can be read, say in words and as a table what they draw, and draw what they say.</summary>
public sealed class ChartTests
{
    private const string Hostile = "</text><script>alert(1)</script>\u0007\"'&\ud83d\ude00";

    private static readonly LegendEntry[] _names = [new("one", "o0"), new(Hostile, "v-openai"), new("three", "v-other")];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Charts().Count)];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_is_well_formed_has_a_title_a_description_and_a_row_of_its_table_for_all_that_it_draws(int at)
    {
        var chart = Charts()[at];
        var svg = XElement.Parse(chart.Svg("c1"));
        Assert.Equal("c1-t c1-d", svg.Attribute("aria-labelledby")?.Value);
        Assert.Equal(chart.Title, svg.Element("title")?.Value);
        Assert.Equal("A description.", svg.Element("desc")?.Value);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "foreignObject" or "style");
        Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Name.LocalName is "style" or "fill" or "stroke" or "onload");
        Assert.All(chart.Rows, r => Assert.Equal(chart.Columns.Count, r.Count));
        var (width, height) = (double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture), double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture));
        foreach (var box in svg.Descendants("rect"))
        {
            double Of(string name) => double.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            Assert.InRange(Of("x"), 0, width);
            Assert.InRange(Of("x") + Of("width"), 0, width + 0.01);
            Assert.InRange(Of("y") + Of("height"), 0, height + 0.01);
        }
    }

    [Fact]
    public void Bars_are_as_long_as_their_values_and_what_is_not_known_is_not_drawn()
    {
        var chart = new BarChart("t", "d", ChartScale.Share, [new BarRow("a", 0.5, "50 %"), new BarRow("b", 1, "100 %"), new BarRow("c", null, "–")]);
        var bars = XElement.Parse(chart.Svg("x")).Elements("rect").Select(r => double.Parse(r.Attribute("width")!.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(2, bars.Count);
        Assert.Equal(bars[1] / 2, bars[0], 0.02);
        Assert.Equal("–", chart.Rows[2][1]);
    }

    [Fact]
    public void Parts_of_a_whole_fill_it_in_proportion()
    {
        var chart = new StackedChart("t", "d", _names, [("w", [1, 0, 3])]);
        var parts = XElement.Parse(chart.Svg("x")).Elements("rect").Where(r => r.Attribute("class")!.Value != "rail")
            .Select(r => double.Parse(r.Attribute("width")!.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(2, parts.Count);
        Assert.Equal(3 * parts[0], parts[1], 0.05);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0.7, 0.8)]
    [InlineData(1, 1)]
    [InlineData(7_342_000, 8_000_000)]
    [InlineData(1e-9, 1e-9)]
    public void A_scale_ends_at_a_round_number_that_holds_the_largest_value(double max, double end)
    {
        var scale = ChartScale.UpTo(max, static v => v.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(end, scale.Max, end * 1e-6);
        Assert.InRange(scale.Place(max), 0, 1);
    }

    [Fact]
    public void A_heat_map_shows_each_pair_twice_and_too_few_as_too_few()
    {
        var chart = new HeatMap("t", "d", _names, new Dictionary<(int, int), HeatCell> { [(0, 1)] = new(0.96, "96 %", "n = 50"), [(1, 2)] = new(null, "too few", "n = 2") });
        var svg = XElement.Parse(chart.Svg("x"));
        Assert.Equal(2, svg.Elements("rect").Count(r => r.Attribute("class")!.Value == "h10"));
        Assert.Equal(4, svg.Elements("rect").Count(r => r.Attribute("class")!.Value == "none"));
        Assert.Equal(2, svg.Elements("text").Count(t => t.Value == "too few"));
        Assert.Equal(["too few", "n = 2"], chart.Rows[1].Skip(1));
    }

    [Fact]
    public void Vendors_of_the_catalogue_have_a_class_of_their_own()
    {
        var models = (string[])["gpt-5", "claude-opus-5", "gemini-3-pro", "llama-3.1", "mistral-large-latest", "deepseek-v4-pro", "qwen3", "grok-4", "command-r", "phi-4", "granite-4", "kimi-k2", "glm-5", "smollm3"];
        var classes = models.Select(m => VendorColours.Class(Roundtable.Models.Catalogue.ModelCatalogue.VendorOf("x/" + m))).ToList();
        Assert.Equal(models.Length, classes.Distinct().Count());
        Assert.DoesNotContain("v-other", classes);
        Assert.Equal("v-other", VendorColours.Class(null));
        Assert.Equal("v-other", VendorColours.Class("\" onload=\""));
    }

    private static List<Chart> Charts()
    {
        const string d = "A description.";
        static string Text(double v) => v.ToString("0.##", CultureInfo.InvariantCulture);
        BarRow[] bars = [new("a", 0.5, "50 %") { Interval = (0.4, 0.6) }, new(Hostile, 7, "700 %"), new("c", null, "–"), new("d", double.NaN, "–")];
        ChartSeries[] series = [new("s", "o0", [new(0, 0.2, (0.1, 0.3)), new(1, 0.4, (-9, 9))]), new(Hostile, "o1", [new(0.5, 2)])];
        return
        [
            new BarChart("Bars", d, ChartScale.Share, bars) { Reference = 0.3 },
            new BarChart("Points", d, ChartScale.Share, bars) { AsPoints = true },
            new BarChart("Both", d, ChartScale.UpTo(9, Text), [new BarRow("a", 3, "3") { Against = 9 }, new BarRow(Hostile, 99, "99")]),
            new BarChart("None", d, ChartScale.Share, []),
            new StackedChart("Stacked", d, _names, [("w", [1, 2, 3]), (Hostile, [0, 0, 0])]),
            new LineChart("Lines", d, ChartScale.Share, ChartScale.Share, series),
            new LineChart("Points over points", d, ChartScale.Share, ChartScale.Share, series) { PointsOnly = true, Diagonal = true, IsSquare = true },
            new ColumnChart("Columns", d, ChartScale.UpTo(4, Text), [("a", 4), (Hostile, 0)]),
            new ColumnChart("No columns", d, ChartScale.UpTo(0, Text), []),
            new HeatMap("Heat", d, _names, new Dictionary<(int, int), HeatCell> { [(0, 1)] = new(0.5, "50 %", "n = 9"), [(0, 2)] = new(double.NaN, "?", "n = 0") }),
        ];
    }
}
