using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

public sealed class LearnedRuleTests
{
    private static readonly (VoteTable Votes, short[] Truths) s_planted = Tables.Coins(300, 3, [0.9, 0.7, 0.5], 1, missing: 0.1);
    private static readonly LearnedRule s_rule = DefaultAggregation.Aggregate(s_planted.Votes, Tables.First(s_planted.Truths, 80)).Learned!;

    [Fact]
    public void It_is_stored_and_read_without_loss()
    {
        var stored = LearnedRuleJson.Write(s_rule);
        var read = LearnedRuleJson.Read(stored);
        Assert.Equal(stored, LearnedRuleJson.Write(read));
        Assert.Equal(s_rule.Apply(s_planted.Votes).Rows(), read.Apply(s_planted.Votes).Rows());
        Assert.Equal(s_rule.Sources, read.Sources);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void What_is_no_rule_is_refused(string text) =>
        Assert.Throws<FormatException>(() => LearnedRuleJson.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("\"temperature\":", "\"temperature\":-")]
    [InlineData("\"share\":", "\"share\":2")]
    [InlineData("\"gold\":80", "\"gold\":-1")]
    [InlineData("\"sources\":[", "\"sources\":[{\"name\":\"x\"},")]
    public void A_rule_that_was_changed_into_nonsense_is_refused(string from, string to)
    {
        var text = System.Text.Encoding.UTF8.GetString(LearnedRuleJson.Write(s_rule));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => LearnedRuleJson.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))));
    }

    [Fact]
    public void It_applies_to_other_items_and_to_some_of_its_sources_in_another_order()
    {
        var table = Tables.Make(2, 2, 3, [0, 1, 2, -1], s => new VoteSource(s == 0 ? "s2" : "s0") { Served = s == 0 ? "model-2-2026" : "model-0-2026" });
        var labels = s_rule.Apply(table);
        Assert.Equal(1, labels[0]);
        Assert.Equal(2, labels[1]);
    }

    [Fact]
    public void Another_version_a_stranger_other_classes_and_unknown_versions_are_refused()
    {
        VoteTable Table(VoteSource source, int classes = 3) => Tables.Make(1, 1, classes, [0], _ => source);
        Assert.Contains("expired", s_rule.Problem(Table(new VoteSource("s1") { Served = "model-1-2027" }))!, StringComparison.Ordinal);
        Assert.Contains("unknown version", s_rule.Problem(Table(new VoteSource("s1")))!, StringComparison.Ordinal);
        Assert.Contains("'other'", s_rule.Problem(Table(new VoteSource("other") { Served = "model-1-2026" }))!, StringComparison.Ordinal);
        Assert.Contains("classes", s_rule.Problem(Table(new VoteSource("s1") { Served = "model-1-2026" }, 2))!, StringComparison.Ordinal);
        var unbound = s_rule with { Sources = [.. s_rule.Sources.Select(s => s with { Served = null })] };
        Assert.Contains("without a served model version", unbound.Problem(Table(new VoteSource("s1")))!, StringComparison.Ordinal);
        Assert.Throws<AggregationRefusedException>(() => unbound.Apply(Table(new VoteSource("s1"))));
    }

    [Fact]
    public void Of_an_item_without_votes_it_says_nothing() =>
        Assert.Equal(VoteTable.None, s_rule.Apply(Tables.Make(1, 3, 3, [-1, -1, -1]))[0]);
}
