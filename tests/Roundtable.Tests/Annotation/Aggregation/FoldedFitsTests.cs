using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Aggregation;

public sealed class FoldedFitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rule_without_a_fold_saw_nothing_of_its_gold(bool grouped)
    {
        var (table, truth) = Tables.Coins(160, 3, [0.8, 0.7, 0.6], 5);
        var settings = new AggregationSettings { Groups = grouped ? [.. Enumerable.Range(0, 160).Select(i => i / 2)] : null };
        var gold = Tables.First(truth, 60);
        var fits = FoldedFits.Of(BlendLearners.All, table, gold, settings, Cancellation);
        Assert.Equal(gold.Items, fits.Folds.SelectMany(f => f).Order());
        Assert.All(fits.Folds, f => Assert.True(!grouped || f.All(i => f.Contains(i ^ 1))));
        foreach (var f in Enumerable.Range(0, fits.Folds.Count))
        {
            // Every answer of the fold is another one: the rule without it is the same to the last byte, the others are not.
            var changed = new GoldLabels([.. Enumerable.Range(0, 160).Select(i =>
                fits.Folds[f].Contains(i) ? (short)((gold[i] + 1) % 3) : gold[i])]);
            var others = FoldedFits.Of(BlendLearners.All, table, changed, settings, Cancellation);
            int[] all = [.. Enumerable.Range(0, BlendLearners.All.Count)];
            Assert.Equal(LearnedRuleJson.Write(fits.Rule(all, f)), LearnedRuleJson.Write(others.Rule(all, f)));
            Assert.NotEqual(LearnedRuleJson.Write(fits.Rule(all, null)), LearnedRuleJson.Write(others.Rule(all, null)));
            Assert.NotEqual(LearnedRuleJson.Write(fits.Rule(all, (f + 1) % 5)), LearnedRuleJson.Write(others.Rule(all, (f + 1) % 5)));
        }
    }

    [Fact]
    public void Above_a_thousand_gold_shares_come_from_a_sample_and_weights_from_all()
    {
        var (table, truth) = Tables.Coins(1_500, 3, [0.8, 0.7, 0.6], 5);
        var fits = FoldedFits.Of(BlendLearners.All, table, new GoldLabels(truth), new AggregationSettings(), Cancellation);
        Assert.Equal((1_500, 1_200), (fits.Rule([0, 1], null).Gold, fits.Rule([0, 1], 2).Gold));
        Assert.Equal(1, fits.Rule([0, 1, 3], 4).Components.Sum(c => c.Share), 1e-9);
        var labels = fits.Rule([0, 1, 2, 3, 4], null).Label(table);
        Assert.InRange(Enumerable.Range(0, 1_500).Average(i => labels.Points(i, truth[i])), 0.8, 1);
    }
}
