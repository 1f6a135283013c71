using System.Globalization;
using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Web.Site.Layout;

/// <summary>The tokens of the style sheets: the only place of colours and distances, with colours that can be told apart and read.</summary>
public sealed partial class TokensTests
{
    // Distances in Oklab (Ottosson 2020): 0.02 is what an eye just notices beside each other, 0.08 is plainly another colour.
    private const double MinDistance = 0.08;

    private static readonly string _assets = Path.Combine(Repository.Root, "src", "Roundtable.Web", "Site", "Assets");
    private static readonly string _tokens = File.ReadAllText(Path.Combine(_assets, "tokens.css"));

    // What remains of a colour for who has no cones of a kind: Machado, Oliveira and Fernandes 2009, severity 1, in linear RGB.
    private static readonly double[][] _all = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    private static readonly double[][] _protanopia =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];

    private static readonly double[][] _deuteranopia =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];

    public static TheoryData<bool, string> Rows => new()
    {
        { false, "--o[0-7]" }, { true, "--o[0-7]" }, { false, "--v-[a-z-]+" }, { true, "--v-[a-z-]+" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Colours_of_a_row_stay_apart_for_everybody_and_stand_out_from_the_paper(bool dark, string names)
    {
        var colours = Colours(dark, names);
        Assert.InRange(colours.Count, 8, 20);
        var paper = Colours(dark, "--paper")["--paper"];
        foreach (var (name, colour) in colours)
        {
            // WCAG 2.2, 1.4.11: what is not text is told from what is beside it with 3:1; letters of options stand in paper on their colour (1.4.3: 4.5:1).
            var least = names.StartsWith("--o", StringComparison.Ordinal) ? 4.5 : 3;
            Assert.True(Contrast(colour, paper) >= least, $"{name} has {Contrast(colour, paper):0.00}:1 on paper, {least}:1 is wanted.");
            foreach (var (other, second) in colours.Where(c => string.CompareOrdinal(c.Key, name) > 0))
            {
                foreach (var (eye, seen) in ((string, double[][])[])[("all cones", _all), ("protanopia", _protanopia), ("deuteranopia", _deuteranopia)])
                {
                    var distance = Distance(Seen(colour, seen), Seen(second, seen));
                    Assert.True(distance >= MinDistance, $"{name} and {other} are {distance:0.000} apart with {eye}, {MinDistance} is wanted.");
                }
            }
        }
    }

    [Theory]
    [InlineData(false, "--ink", "--paper", 7)]
    [InlineData(true, "--ink", "--paper", 7)]
    [InlineData(false, "--soft", "--paper", 4.5)]
    [InlineData(true, "--soft", "--paper", 4.5)]
    [InlineData(false, "--soft", "--sheet", 4.5)]
    [InlineData(true, "--soft", "--wash", 4.5)]
    [InlineData(false, "--mark", "--wash", 4.5)]
    [InlineData(true, "--mark", "--wash", 4.5)]
    [InlineData(false, "--warn", "--warn-wash", 4.5)]
    [InlineData(true, "--warn", "--warn-wash", 4.5)]
    [InlineData(false, "--mark-ink", "--mark", 4.5)]
    [InlineData(true, "--mark-ink", "--mark", 4.5)]
    [InlineData(false, "--ink", "--hit", 4.5)]
    [InlineData(true, "--ink", "--hit", 4.5)]
    public void Text_can_be_read_on_what_it_stands_on(bool dark, string text, string ground, double least) =>
        Assert.True(Contrast(Colours(dark, text)[text], Colours(dark, ground)[ground]) >= least);

    [Fact]
    public void The_check_of_colours_finds_those_that_some_cannot_tell_apart()
    {
        // The colours of options until November 2026: rose and teal were one colour with deuteranopia.
        Assert.True(Distance(Seen(Linear("#e89abf"), _all), Seen(Linear("#7cc7bc"), _all)) > MinDistance);
        Assert.True(Distance(Seen(Linear("#e89abf"), _deuteranopia), Seen(Linear("#7cc7bc"), _deuteranopia)) < 0.01);
        Assert.Equal(21, Contrast(Linear("#000000"), Linear("#ffffff")), 0.01);
    }

    [Theory]
    [InlineData("site.css")]
    [InlineData("charts.css")]
    [InlineData("tables.css")]
    [InlineData("reading.css")]
    public void Colours_distances_and_sizes_of_type_stand_nowhere_but_in_the_tokens(string sheet)
    {
        var css = Comment().Replace(File.ReadAllText(Path.Combine(_assets, sheet)), "");
        Assert.Empty(Colour().Matches(css).Select(m => m.Value));
        var used = Used().Matches(css).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.All(used.Where(u => u != "--v"), u => Assert.Contains($"{u}:", _tokens, StringComparison.Ordinal));
        Assert.Empty(Declaration().Matches(css).Where(m => Literal().IsMatch(m.Groups[2].Value) && !Hidden().IsMatch(m.Value)).Select(m => m.Value));
    }

    [Fact]
    public void Distances_are_multiples_of_four_pixels()
    {
        var steps = Step().Matches(_tokens).Select(m => (Name: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), Rem: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
        Assert.True(steps.Count > 10);
        Assert.All(steps.Where(s => s.Name > 0), s => Assert.Equal(s.Name * 4, s.Rem * 16, 0.001));
    }

    /// <summary>The colours of some names: those of the light theme, with those of the dark one over them.</summary>
    private static Dictionary<string, double[]> Colours(bool dark, string names)
    {
        var (light, darkAt) = (_tokens[.._tokens.IndexOf("@media", StringComparison.Ordinal)], _tokens.IndexOf("@media screen and (prefers-color-scheme: dark)", StringComparison.Ordinal));
        var block = dark ? light + _tokens[darkAt.._tokens.IndexOf("@media (prefers-contrast", StringComparison.Ordinal)] : light;
        Dictionary<string, double[]> colours = new(StringComparer.Ordinal);
        foreach (Match match in Regex.Matches(block, $"({names}): (#[0-9a-f]{{6}});", RegexOptions.NonBacktracking))
        {
            colours[match.Groups[1].Value] = Linear(match.Groups[2].Value);
        }

        return colours;
    }

    private static double[] Linear(string hex) =>
        [.. ((int[])[1, 3, 5]).Select(i => int.Parse(hex.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double Contrast(double[] a, double[] b)
    {
        var (one, two) = (Luminance(a), Luminance(b));
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    private static double Luminance(double[] rgb) => (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);

    private static double[] Seen(double[] rgb, double[][] eye) =>
        [.. eye.Select(row => Math.Clamp((row[0] * rgb[0]) + (row[1] * rgb[1]) + (row[2] * rgb[2]), 0, 1))];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(Oklab(a).Zip(Oklab(b), (x, y) => (x - y) * (x - y)).Sum());

    private static double[] Oklab(double[] rgb)
    {
        var l = Math.Cbrt((0.4122214708 * rgb[0]) + (0.5363325363 * rgb[1]) + (0.0514459929 * rgb[2]));
        var m = Math.Cbrt((0.2119034982 * rgb[0]) + (0.6806995451 * rgb[1]) + (0.1073969566 * rgb[2]));
        var s = Math.Cbrt((0.0883024619 * rgb[0]) + (0.2817188376 * rgb[1]) + (0.6299787005 * rgb[2]));
        return
        [
            (0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s),
            (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s),
            (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s),
        ];
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}[;, )}\n]|\brgba?\(|\bhsla?\(|\boklch\(|color-mix\(", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();

    [GeneratedRegex(@"var\((--[a-z0-9-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    [GeneratedRegex(@"(margin|padding|gap|row-gap|column-gap|font|font-size|border|border-radius|outline)(?:-(?:inline|block|top|bottom|left|right|start|end|width))*:([^;{}]+)[;}]", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[0-9](?:rem|px)", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();

    // What is hidden from sight alone is one pixel large by a rule of its own.
    [GeneratedRegex("^margin: -1px", RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"--s([0-9]+): ([0-9]*\.?[0-9]+)rem", RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
