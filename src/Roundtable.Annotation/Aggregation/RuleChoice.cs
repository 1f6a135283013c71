namespace Roundtable.Annotation.Aggregation;

/// <summary>Which rule labels the items, why, and what that gained: the report prints it as it is.</summary>
/// <param name="Rule">The name of the chosen rule.</param>
/// <param name="Reason">One sentence: why this rule, for example that there was no gold.</param>
/// <param name="Gold">Number of items with gold from which it was chosen and learned.</param>
/// <param name="Candidates">What was compared, in a fixed order; empty without gold.</param>
public sealed record RuleChoice(string Rule, string Reason, int Gold, IReadOnlyList<RuleCandidate> Candidates)
{
    /// <summary>
    /// Accuracy of the whole procedure (learning and choosing) on gold that neither saw, by nested cross-validation; null without gold. Unlike the accuracy
    /// of the chosen candidate it is not optimistic.
    /// </summary>
    public double? NestedAccuracy { get; init; }

    /// <summary>Accuracy of picking the best seat on the same folds: what the panel must beat; null without gold.</summary>
    public double? BestSeatAccuracy { get; init; }

    /// <summary>The seat that is right most often on the gold; null without gold.</summary>
    public string? BestSeat { get; init; }

    /// <summary>How much more of the items it gets right than the best seat, in the same folds; negative where it loses; null without gold.</summary>
    public double? Gain => NestedAccuracy - BestSeatAccuracy;

    /// <summary>Bounds of a 95 % interval of <see cref="Gain"/> (paired over the gold); null without gold.</summary>
    public (double Low, double High)? GainInterval { get; init; }

    /// <summary>What was refused or left out and why, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
