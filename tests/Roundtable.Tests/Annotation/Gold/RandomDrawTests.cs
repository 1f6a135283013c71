using System.Globalization;
using System.Text;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Gold;

/// <summary>Draws are uniform, in proportion to strata, without repetition, and take equal texts once.</summary>
public sealed class RandomDrawTests
{
    private static readonly IReadOnlySet<Digest> _none = new HashSet<Digest>();

    [Fact]
    public void Each_item_is_drawn_as_often_as_the_others_over_many_seeds()
    {
        var items = Items(50);
        var seeds = TestDepth.Of(2_000, 20_000);
        var drawn = new int[50];
        var first = new int[50];
        for (var seed = 0; seed < seeds; seed++)
        {
            var order = Draw(items, 10, seed).Items.Select(i => int.Parse(i.Id, CultureInfo.InvariantCulture)).ToList();
            order.ForEach(i => drawn[i]++);
            first[order[0]]++;
        }

        // Chi-square with 49 degrees of freedom: its 99.9 % quantile is 85.35. Inclusions are negatively correlated, which makes theirs (n - k)/(n - 1) as large.
        Assert.InRange(ChiSquare(drawn, seeds * 10 / 50.0) * 49 / 40, 0, 85.35);
        Assert.InRange(ChiSquare(first, seeds / 50.0), 0, 85.35);
    }

    [Fact]
    public void The_same_seed_draws_the_same_whatever_the_order_of_the_items()
    {
        var items = Items(200);
        Assert.Equal(Ids(Draw(items, 20, 7)), Ids(Draw([.. Enumerable.Reverse(items)], 20, 7)));
        Assert.NotEqual(Ids(Draw(items, 20, 7)), Ids(Draw(items, 20, 8)));
    }

    [Fact]
    public void Strata_are_drawn_from_in_proportion_and_at_least_two_of_each()
    {
        List<FrameItem> items = [.. Items(1_000).Select((item, i) => item with { Stratum = i < 700 ? "a" : i < 990 ? "b" : "c" })];
        var draw = Draw(items, 100, 1);
        Assert.Equal([("a", 700, 69), ("b", 290, 29), ("c", 10, 2)], draw.Strata.Select(s => (s.Name, s.Texts, s.Drawn)));
        Assert.Equal(100, draw.Items.DistinctBy(i => i.Text).Count());
        Assert.All(draw.Strata, s => Assert.Equal(s.Drawn, draw.Items.Count(i => i.Stratum == s.Name)));
    }

    [Fact]
    public void Too_many_strata_for_a_draw_are_refused()
    {
        List<FrameItem> items = [.. Items(100).Select((item, i) => item with { Stratum = $"s{i % 20}" })];
        Assert.Equal("30 texts are too few for 20 strata: two of each take at least 40.", RandomDraw.Problem(items, 30, _none));
        Assert.Null(RandomDraw.Problem(items, 40, _none));
        Assert.All(Draw(items, 40, 3).Strata, s => Assert.Equal(2, s.Drawn));
    }

    [Fact]
    public void Equal_texts_are_drawn_once_and_each_item_with_the_text_may_be_the_one()
    {
        // Ten texts, of which the first is that of 91 items.
        List<FrameItem> items = [.. Items(100).Select((item, i) => i < 91 ? item with { Text = Key("same") } : item)];
        HashSet<string> representatives = [];
        for (var seed = 0; seed < 300; seed++)
        {
            var draw = Draw(items, 10, seed);
            Assert.Equal(10, draw.Items.Select(i => i.Text).Distinct().Count());
            var repeated = Assert.Single(draw.Items, i => i.Text == Key("same"));
            Assert.Equal(91, repeated.Copies);
            representatives.Add(repeated.Id);
        }

        Assert.InRange(representatives.Count, 80, 91); // expected: 91 (1 - (90/91)^300) = 87.7
        Assert.Equal("11 texts cannot be drawn: only 10 different texts were not drawn before.", RandomDraw.Problem(items, 11, _none));
    }

    [Fact]
    public void Later_draws_take_none_of_the_texts_of_earlier_ones()
    {
        var items = Items(60);
        HashSet<Digest> drawn = [];
        for (var round = 0; round < 3; round++)
        {
            var draw = RandomDraw.Draw(items, Plan(items, 20), 0, Key($"seed {round}"), drawn);
            Assert.DoesNotContain(draw.Items, i => drawn.Contains(i.Text));
            drawn.UnionWith(draw.Items.Select(i => i.Text));
        }

        Assert.Equal(60, drawn.Count);
        Assert.Equal("1 texts cannot be drawn: only 0 different texts were not drawn before.", RandomDraw.Problem(items, 1, drawn));
    }

    internal static List<FrameItem> Items(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new FrameItem(i.ToString(CultureInfo.InvariantCulture), Key($"text {i}")))];

    internal static Digest Key(string text) => Digest.Of(Encoding.UTF8.GetBytes(text));

    private static GoldPlan Plan(IReadOnlyList<FrameItem> items, int size) => new(Key("codebook"), GoldFrame.Of(items), size, "given");

    private static GoldDraw Draw(IReadOnlyList<FrameItem> items, int size, int seed) =>
        RandomDraw.Draw(items, Plan(items, size), 0, Key($"seed {seed}"), _none);

    private static IEnumerable<string> Ids(GoldDraw draw) => draw.Items.Select(i => i.Id);

    private static double ChiSquare(int[] counts, double expected) => counts.Sum(c => (c - expected) * (c - expected) / expected);
}
