namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// The parts of the mixture of everything that can be learned from the gold, the best seat alone among it. Shares and temperatures come from folds of the
/// gold that the parts did not see (<see cref="FoldedFits"/>): with little gold the parts share evenly and the mixture has less variance than any of them,
/// with more the best of them takes over.
/// </summary>
internal static class BlendLearners
{
    /// <summary>The name of the rule.</summary>
    public const string RuleName = "blend";

    /// <summary>Everything that is learned, in the order of reports; the best seat is the first.</summary>
    public static IReadOnlyList<IComponentLearner> All { get; } =
        [new BestSeatLearner(), new StackingLearner(byClass: false), new StackingLearner(byClass: true), new NaiveBayesLearner(), new DawidSkeneLearner()];
}
