using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>Dawid and Skene's model with the gold clamped, learned from all votes: what it found of the sources becomes the weights of their votes.</summary>
internal sealed class DawidSkeneLearner : IComponentLearner
{
    // Weights of a mixture need fewer digits than labels that are told as they are.
    private const int MaxIterations = 100;
    private const double Tolerance = 1e-6;

    /// <inheritdoc/>
    public string Name => "dawid-skene";

    /// <inheritdoc/>
    public double Credit => 1;

    /// <inheritdoc/>
    public bool Fits(VoteTable table) => DawidSkeneRule.Fits(table);

    /// <inheritdoc/>
    public RuleComponent Learn(VoteTable table, GoldLabels gold, CancellationToken cancellation)
    {
        var estimation = new ConfusionEstimation(table, gold, DawidSkeneRule.DefaultSmoothing);
        estimation.Run(MaxIterations, Tolerance, cancellation);
        return new WeightedVotes(Name, 1, 1, estimation.LogPrior, estimation.LogConfusions);
    }
}
