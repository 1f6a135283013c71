namespace Roundtable.Annotation.Aggregation;

/// <summary>One rule that was compared when the default was chosen.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Accuracy">Share of the gold that it gets right when that part of the gold is held out (points are shared where classes tie).</param>
/// <param name="LogLoss">
/// Mean of −ln of the probability that it gave the gold class, held out; what rules are compared by where accuracy cannot tell them apart.
/// </param>
public sealed record RuleCandidate(string Rule, double Accuracy, double LogLoss)
{
    /// <summary>The part of the chosen mixture that it makes up, 0 to 1; null where it is no part of it.</summary>
    public double? Share { get; init; }
}
