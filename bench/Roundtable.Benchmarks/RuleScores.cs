using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>How the default rule does with some gold, on average over random draws of it, scored outside the gold.</summary>
/// <param name="Accuracy">Of the default rule.</param>
/// <param name="Best">Of the seat that is best on the same gold.</param>
/// <param name="Majority">Of the majority.</param>
/// <param name="GainError">Half the 95 % interval of the mean gain over that seat.</param>
/// <param name="Excess">Calibration error in ten bins of equal count minus what perfect calibration would give at that size.</param>
/// <param name="Error">Calibration error in ten bins of equal count.</param>
internal sealed record RuleScores(double Accuracy, double Best, double Majority, double GainError, double Excess, double Error)
{
    private const int Simulations = 20;

    /// <summary>Mean gain over the best seat.</summary>
    public double Gain => Accuracy - Best;

    /// <summary>Draws gold, labels, and scores.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="right">The right classes, of some items at least.</param>
    /// <param name="gold">How many of these are given as gold.</param>
    /// <param name="draws">How often.</param>
    public static RuleScores Of(VoteTable votes, GoldLabels right, int gold, int draws)
    {
        var results = new (double Ours, double Best, double Excess, double Error)[draws];
        var majority = new MajorityRule().Aggregate(votes, GoldLabels.Nothing(votes.Items.Count));
        Parallel.For(0, draws, d =>
        {
            var random = new Random(d);
            var order = right.Items.ToArray();
            random.Shuffle(order);
            var (known, held) = (order[..gold], order[gold..]);
            var some = right.Only(known);
            var outcome = DefaultAggregation.Aggregate(votes, some);
            var best = new GoldRule(new BestSeatLearner()).Aggregate(votes, some);
            var (error, perfect) = CalibrationError(outcome.Labels, right, held, random);
            results[d] = (Points(outcome.Labels, right, held), Points(best, right, held), error - perfect, error);
        });
        var gain = results.Average(r => r.Ours - r.Best);
        var spread = Math.Sqrt(results.Average(r => Math.Pow(r.Ours - r.Best - gain, 2)));
        return new RuleScores(
            results.Average(r => r.Ours),
            results.Average(r => r.Best),
            Points(majority, right, right.Items),
            1.96 * spread / Math.Sqrt(draws),
            results.Average(r => r.Excess),
            results.Average(r => r.Error));
    }

    /// <summary>Accuracy on some items; ties share the point.</summary>
    public static double Points(AggregatedLabels labels, GoldLabels right, IReadOnlyList<int> items) => items.Average(i => labels.Points(i, right[i]));

    /// <summary>
    /// Expected calibration error in ten bins of equal count, and what a calibrated rule would have at the same size and the same probabilities.
    /// </summary>
    public static (double Error, double Perfect) CalibrationError(AggregatedLabels labels, GoldLabels right, int[] items, Random random)
    {
        // Equal probabilities are common, and tables are often sorted by class: without the shuffle bins would differ in class.
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        var told = shuffled.Select(i => (P: labels.Confidence(i), Right: labels.Points(i, right[i]))).OrderBy(t => t.P).ToArray();
        var perfect = Enumerable.Range(0, Simulations).Average(_ => InBins([.. told.Select(t => (t.P, random.NextDouble() < t.P ? 1.0 : 0.0))]));
        return (InBins(told), perfect);
    }

    private static double InBins((double P, double Right)[] told) => Enumerable.Range(0, 10)
        .Select(b => told[(told.Length * b / 10)..(told.Length * (b + 1) / 10)])
        .Sum(b => Math.Abs(b.Sum(t => t.P) - b.Sum(t => t.Right))) / told.Length;
}
