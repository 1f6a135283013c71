using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// A mixture of everything that can be learned from the gold, the best seat alone among it. Shares and temperatures come from folds of the gold that the
/// parts did not see: with little gold the parts share evenly and the mixture has less variance than any of them, with more the best of them takes over.
/// </summary>
internal sealed class BlendLearner
{
    /// <summary>The name of the rule.</summary>
    public const string RuleName = "blend";

    // Temperatures are expected near 1: those of the parts widely (models that take seats for independent need 3 to 6), that of the mixture closely.
    private const double PartSpread = 1;
    private const double MixtureSpread = 0.3;

    /// <summary>Gold beyond this does not make shares and temperatures better, only the folds slower.</summary>
    private const int MaxFoldedGold = 1000;

    /// <summary>Everything that is learned, in the order of reports.</summary>
    public static IReadOnlyList<IComponentLearner> Learners { get; } =
        [new BestSeatLearner(), new StackingLearner(byClass: false), new StackingLearner(byClass: true), new NaiveBayesLearner(), new DawidSkeneLearner()];

    /// <summary>Learns the mixture of some rules.</summary>
    public static LearnedRule Learn(
        IReadOnlyList<IComponentLearner> learners, VoteTable table, GoldLabels gold, AggregationSettings settings, CancellationToken cancellation)
    {
        var folded = gold.Items.ToArray();
        Folds.Shuffle<int>(folded, settings.Seed);
        var folds = Folds.Of([.. folded.Take(MaxFoldedGold).Order()], settings.Groups, settings.Seed);
        var apart = gold.Only(folds.SelectMany(f => f));
        var heldOut = HeldOut.Of(learners, table, apart, folds, cancellation);
        var truths = heldOut.Truths(gold);

        var temperatures = learners.Select((_, k) => TemperatureScaling.Fit(heldOut.Rows[k], truths, PartSpread)).ToArray();
        var rows = learners.Select((_, k) => heldOut.Tempered(k, temperatures[k])).ToArray();
        var shares = MixtureShares.Fit([.. truths.Select((t, i) => rows.Select(r => r[i][t]).ToArray())], [.. learners.Select(l => l.Credit)]);
        var mixture = truths.Select((_, i) => Mixed([.. rows.Select(r => r[i])], shares)).ToArray();

        return new LearnedRule(
            learners.Count == 1 ? learners[0].Name : RuleName,
            [.. table.Sources.Select(s => new RuleSource(s.Name, s.Served))],
            [.. table.Classes],
            gold.Items.Count,
            [.. learners.Select((l, k) => l.Learn(table, gold, cancellation) with { Share = shares[k], Temperature = temperatures[k] })],
            TemperatureScaling.Fit(mixture, truths, MixtureSpread));
    }

    private static double[] Mixed(double[][] rows, double[] shares)
    {
        var mixed = new double[rows[0].Length];
        for (var k = 0; k < rows.Length; k++)
        {
            for (var c = 0; c < mixed.Length; c++)
            {
                mixed[c] += shares[k] * rows[k][c];
            }
        }

        return mixed;
    }
}
