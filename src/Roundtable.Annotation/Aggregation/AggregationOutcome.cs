namespace Roundtable.Annotation.Aggregation;

/// <summary>What the default aggregation says of a table.</summary>
/// <param name="Labels">
/// The labels, with calibrated probabilities: of the labels told with 0.9 about nine in ten are right. Items with gold have their gold class with probability
/// 1.
/// </param>
/// <param name="OutOfFold">
/// The same, but items with gold are labelled by a rule and a calibration that did not see their gold (nor that of their group): what estimates of accuracy,
/// shares and promises must use for them. Other items are as in <paramref name="Labels"/>.
/// </param>
/// <param name="Choice">Which rule was taken and what it gained.</param>
public sealed record AggregationOutcome(AggregatedLabels Labels, AggregatedLabels OutOfFold, RuleChoice Choice)
{
    /// <summary>The rule in a form that can be stored and applied to other items of the same sources; null where nothing was learned from gold.</summary>
    public LearnedRule? Learned { get; init; }
}
