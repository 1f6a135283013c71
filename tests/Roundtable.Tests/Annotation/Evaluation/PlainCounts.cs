using Roundtable.Annotation.Votes;

namespace Roundtable.Tests.Annotation.Evaluation;

/// <summary>The figures of a bench counted as plainly as can be, to hold the program's against.</summary>
internal static class PlainCounts
{
    public static double Accuracy(VoteTable votes, GoldLabels gold, int source) => gold.Items.Average(i => votes[i, source] == gold[i] ? 1.0 : 0);

    public static double Majority(VoteTable votes, GoldLabels gold, IReadOnlyCollection<int> sources) => gold.Items.Average(i =>
    {
        var counts = sources.Select(s => votes[i, s]).Where(v => v != VoteTable.None).CountBy(v => v).ToList();
        var leading = counts.Where(c => c.Value == counts.Max(m => m.Value)).Select(c => c.Key).ToList();
        return leading.Contains(gold[i]) ? 1.0 / leading.Count : 0;
    });

    public static double Any(VoteTable votes, GoldLabels gold) => gold.Items.Average(i => votes.Of(i).Contains(gold[i]) ? 1.0 : 0);
}
