using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Features;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Features;

public sealed class VoteFeaturesTests
{
    private const short No = VoteTable.None;

    private static readonly VoteTable _table = new(
        ["i1", "i2"],
        [new("a@1") { Seat = "a" }, new("a@2") { Seat = "a", Order = 1 }, new("b"), new("c")],
        ["yes", "no"],
        [0, 1, 0, 0, No, No, No, No]);

    private static Dictionary<string, object?> Row(VoteFeatures features, int item) =>
        features.Columns.Zip(features.Of(item)).ToDictionary(c => c.First.Name, c => c.Second, StringComparer.Ordinal);

    [Fact]
    public void An_item_has_votes_shares_entropy_flips_and_posterior()
    {
        var features = new VoteFeatures(_table, new AggregatedLabels("rule", 2, [0.8, 0.2, 0, 0]));
        var row = Row(features, 0);
        Assert.Equal(
            [
                "id", "vote_a@1", "vote_a@2", "vote_b", "vote_c", "votes", "share", "share_yes", "share_no", "margin", "entropy", "order_flips", "label",
                "posterior", "posterior_yes", "posterior_no",
            ],
            features.Columns.Select(c => c.Name));
        Assert.Equal(["i1", "yes", "no", "yes", "yes", 4L], features.Of(0)[..6]);
        Assert.Equal((0.75, 0.75, 0.25, 0.5, 1.0), (row["share"], row["share_yes"], row["share_no"], row["margin"], row["order_flips"]));
        Assert.Equal(0.8112781, (double)row["entropy"]!, 1e-6);
        Assert.Equal(("yes", 0.8, 0.2), (row["label"], row["posterior"], row["posterior_no"]));
    }

    [Fact]
    public void What_nobody_said_is_absent_and_never_zero()
    {
        var features = new VoteFeatures(_table, new AggregatedLabels("rule", 2, [0.8, 0.2, 0, 0]));
        Assert.Equal(["i2", 0L], features.Of(1).Where(v => v is not null));
    }

    [Fact]
    public void Confidences_and_lengths_stand_by_source()
    {
        float[] stated = [0.5f, float.NaN, 1, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];
        var features = new VoteFeatures(_table, new AggregatedLabels("rule", 2, [0.5, 0.5, 0, 0]), new VoteDetails(stated, [7, 0, 3, 4, 0, 0, 0, 0]));
        var row = Row(features, 0);
        Assert.Equal((0.75, 0.5, null, 1.0), (row["confidence"], row["confidence_a@1"], row["confidence_a@2"], row["confidence_b"]));
        Assert.Equal((7L, null, 4L), (row["length_a@1"], row["length_a@2"], row["length_c"]));
        Assert.Null(row["label"]);
        Assert.Equal(0.5, row["posterior"]);
        Assert.Throws<ArgumentException>(() => new VoteFeatures(_table, new AggregatedLabels("rule", 2, [1, 0])));
    }

    [Fact]
    public void Very_many_classes_have_no_columns_of_their_own()
    {
        var classes = VoteFeatures.MaxClassColumns + 1;
        var table = new VoteTable(["i"], [new("a")], [.. Enumerable.Range(0, classes).Select(c => $"{c}")], [5]);
        var features = new VoteFeatures(table, new AggregatedLabels("rule", classes, [.. Enumerable.Range(0, classes).Select(c => c == 5 ? 1.0 : 0)]));
        Assert.Equal(["id", "vote_a", "votes", "share", "margin", "entropy", "order_flips", "label", "posterior"], features.Columns.Select(c => c.Name));
        Assert.Equal(features.Columns.Count, features.Of(0).Length);
    }
}
