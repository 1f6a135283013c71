using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Dawid and Skene (1979), doi:10.2307/2346806: a confusion matrix for each source, estimated together with the labels; gold is clamped. It needs no gold,
/// and fails where sources share errors: what most of them get wrong is taken for right.
/// </summary>
/// <param name="smoothing">Votes added to each cell of a confusion matrix, above 0; so that a source with few votes is not taken for perfect.</param>
public sealed class DawidSkeneRule(double smoothing = DawidSkeneRule.DefaultSmoothing) : IAggregationRule
{
    /// <summary>Tuned on the first half of each table of docs/aggregation.md.</summary>
    public const double DefaultSmoothing = 0.1;

    /// <summary>Maximum number of iterations; few tables need half of them.</summary>
    internal const int MaxIterations = 500;

    /// <summary>Change of the mean log likelihood of an item below which the estimates have converged.</summary>
    internal const double Tolerance = 1e-8;

    /// <inheritdoc/>
    public string Name => "dawid-skene";

    /// <inheritdoc/>
    /// <exception cref="AggregationRefusedException">When there are so many classes that the matrices cannot be estimated.</exception>
    public AggregatedLabels Aggregate(VoteTable table, GoldLabels gold, CancellationToken cancellation = default)
    {
        if (!Fits(table))
        {
            throw new AggregationRefusedException(
                Name,
                $"{table.Classes.Count} classes need a matrix of {table.Classes.Count}² probabilities for each of {table.Sources.Count} sources: "
                    + "use one-coin.");
        }

        var estimation = new ConfusionEstimation(table, gold, smoothing);
        estimation.Run(MaxIterations, Tolerance, cancellation);
        return new AggregatedLabels(Name, table.Classes.Count, estimation.Probabilities());
    }

    /// <summary>Whether the confusion matrices of a table are few enough to be estimated.</summary>
    internal static bool Fits(VoteTable table) => (long)table.Sources.Count * table.Classes.Count * table.Classes.Count <= ConfusionEstimation.MaxCells;
}
