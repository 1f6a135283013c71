using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Annotation.Gold;

/// <summary>Which labels count, and what may carry a share.</summary>
public sealed class GoldSetTests
{
    private static readonly Digest _codebook = RandomDrawTests.Key("codebook");
    private static readonly List<FrameItem> _frame = RandomDrawTests.Items(30);

    [Fact]
    public void Agreement_counts_as_it_is_a_difference_only_once_adjudicated()
    {
        var item = new DrawnItem("1", RandomDrawTests.Key("text 1"));
        Assert.Null(GoldVerdict.Of(item, []).Answer);
        Assert.Equal("a", GoldVerdict.Of(item, [Label("1", "a")]).Answer?.Value);
        Assert.Equal("a", GoldVerdict.Of(item, [Label("1", "a"), Label("1", "a", GoldLayer.Second)]).Answer?.Value);
        var disputed = GoldVerdict.Of(item, [Label("1", "a"), Label("1", "b", GoldLayer.Second)]);
        Assert.True(disputed.IsDisputed);
        Assert.Null(disputed.Answer);
        Assert.Equal("c", GoldVerdict.Of(item, [Label("1", "a"), Label("1", "b", GoldLayer.Second), Label("1", "c", GoldLayer.Adjudicated)]).Answer?.Value);
        Assert.True(GoldVerdict.Of(item, [Label("1", null)]).Answer?.IsCannotTell);
        Assert.Throws<ArgumentException>(() => GoldVerdict.Of(item, [Label("1", "a"), Label("1", "b")]));
    }

    [Fact]
    public void Random_gold_ends_at_the_first_item_without_an_answer()
    {
        var draw = Draw(10, []);
        var skipping = new GoldSet([Sheet(draw, [0, 1, 2, 4, 5])]);
        var gold = skipping.Random(GoldFrame.Of(_frame).Digest, out var reason)!;
        Assert.Equal("", reason);
        Assert.Equal(draw.Items.Take(3).Select(i => i.Id), gold.Items.Select(i => i.Item.Id));
        Assert.Equal((30, 3), (gold.Strata[0].Texts, gold.Strata[0].Drawn));
        Assert.Equal(5, skipping.Truths.Count);
    }

    [Fact]
    public void Draws_from_the_same_items_are_put_together()
    {
        var first = Draw(10, []);
        var second = Draw(5, first.Items.Select(i => i.Text));
        var gold = new GoldSet([Sheet(first, Enumerable.Range(0, 10)), Sheet(second, Enumerable.Range(0, 5))]).Random(GoldFrame.Of(_frame).Digest, out _)!;
        Assert.Equal(15, gold.Items.DistinctBy(i => i.Item.Id).Count());
        Assert.Equal(15, gold.Strata[0].Drawn);
    }

    [Fact]
    public void What_was_not_drawn_at_random_trains_rules_and_carries_no_share()
    {
        var items = _frame.Take(5).Select(i => new DrawnItem(i.Id, i.Text)).ToList();
        foreach (var origin in new[] { GoldOrigin.File, GoldOrigin.Queue })
        {
            var set = new GoldSet([new GoldSheet("s", _codebook, origin, null, items, [.. items.Select(i => Label(i.Id, "a"))])]);
            Assert.Null(set.Random(GoldFrame.Of(_frame).Digest, out var reason));
            Assert.Contains("not drawn at random", reason, StringComparison.Ordinal);
            Assert.Equal(5, set.Truths.Count);
        }
    }

    [Fact]
    public void Gold_of_other_items_of_no_label_and_of_other_strata_is_refused_with_the_reason()
    {
        var draw = Draw(10, []);
        Assert.Null(new GoldSet([Sheet(draw, [0])]).Random(RandomDrawTests.Key("other"), out var reason));
        Assert.Contains("from other items", reason, StringComparison.Ordinal);
        Assert.Null(new GoldSet([Sheet(draw, [])]).Random(GoldFrame.Of(_frame).Digest, out reason));
        Assert.Contains("None of the items", reason, StringComparison.Ordinal);
        Assert.Null(new GoldSet([]).Random(GoldFrame.Of(_frame).Digest, out reason));
        Assert.Equal("There is no gold.", reason);
        var byColumn = draw with { Plan = draw.Plan with { By = "column" } };
        Assert.Null(new GoldSet([Sheet(draw, [0]), Sheet(byColumn, [0])]).Random(GoldFrame.Of(_frame).Digest, out reason));
        Assert.Contains("different strata", reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GoldSet([Sheet(draw, [0]), Sheet(draw, [0]) with { Codebook = RandomDrawTests.Key("x") }]));
    }

    [Fact]
    public void A_stratum_without_a_label_leaves_nothing_to_estimate_from()
    {
        List<FrameItem> frame = [.. _frame.Select((item, i) => item with { Stratum = i < 20 ? "big" : "small" })];
        var draw = RandomDraw.Draw(
            frame, new GoldPlan(_codebook, GoldFrame.Of(frame), 9, "x") { By = "c" }, 0, RandomDrawTests.Key("s"), new HashSet<Digest>());
        var big = draw.Items.Select((item, at) => (item, at)).Where(i => i.item.Stratum == "big").Select(i => i.at);
        Assert.Null(new GoldSet([Sheet(draw, big)]).Random(GoldFrame.Of(frame).Digest, out var reason));
        Assert.Contains("stratum 'small'", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Agreement_of_people_counts_cannot_tell_as_an_answer_and_corrects_for_chance()
    {
        var items = _frame.Take(4).Select(i => new DrawnItem(i.Id, i.Text)).ToList();
        string?[][] said = [["a", "a"], ["b", "b"], [null, null], ["a", "b"]];
        List<GoldLabel> labels = [.. said.SelectMany((s, i) => new[] { Label(items[i].Id, s[0]), Label(items[i].Id, s[1], GoldLayer.Second) })];
        var agreement = new GoldSet([new GoldSheet("s", _codebook, GoldOrigin.File, null, items, labels)]).Agreement;
        Assert.Equal((4, 3, 0, 1), (agreement.Both, agreement.Same, agreement.Adjudicated, agreement.Open));

        // a 3/8, b 3/8, cannot tell 2/8: chance 22/64; (3/4 - 22/64) / (1 - 22/64) = 26/42
        Assert.Equal(26.0 / 42, agreement.Pi!.Value, 12);
        Assert.Null(GoldAgreement.Of([]).Pi);
    }

    [Fact]
    public void Answers_become_the_classes_of_a_table_and_cannot_tell_is_none()
    {
        var table = new VoteTable(["2", "1", "0"], [new VoteSource("s")], ["a", "b"], [0, 0, 0]);
        GoldTruth[] truths =
        [
            new(new DrawnItem("1", RandomDrawTests.Key("x")), new CodebookAnswer("b")),
            new(new DrawnItem("0", RandomDrawTests.Key("y")), CodebookAnswer.CannotTell),
            new(new DrawnItem("elsewhere", RandomDrawTests.Key("z")), new CodebookAnswer("a")),
        ];
        var labels = GoldSet.LabelsFor(truths, table);
        Assert.Equal([VoteTable.None, 1, VoteTable.None], [labels[0], labels[1], labels[2]]);
    }

    private static GoldDraw Draw(int size, IEnumerable<Digest> earlier) => RandomDraw.Draw(
        _frame, new GoldPlan(_codebook, GoldFrame.Of(_frame), size, "x"), 0, RandomDrawTests.Key($"seed {size}"), earlier.ToHashSet());

    private static GoldSheet Sheet(GoldDraw draw, IEnumerable<int> labelled) =>
        new("s", _codebook, GoldOrigin.Draw, draw, draw.Items, [.. labelled.Select(i => Label(draw.Items[i].Id, "a"))]);

    private static GoldLabel Label(string item, string? answer, GoldLayer layer = GoldLayer.First) =>
        new(item, layer.ToString(), layer, new CodebookAnswer(answer), DateTimeOffset.UnixEpoch);
}
