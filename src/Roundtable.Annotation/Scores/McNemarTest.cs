using Roundtable.Annotation.Distributions;

namespace Roundtable.Annotation.Scores;

/// <summary>Whether moves from right to wrong and from wrong to right are equally likely: McNemar's test (1947), exact, two-sided.</summary>
/// <param name="RightToWrong">Number of items that were right first and wrong then.</param>
/// <param name="WrongToRight">Number of items that were wrong first and right then.</param>
public sealed record McNemarTest(int RightToWrong, int WrongToRight)
{
    /// <summary>Probability of moves at least as one-sided, were both equally likely: twice the smaller binomial tail, at most 1. 1 without moves.</summary>
    public double PValue => Math.Min(1, 2 * Counts.BinomialAtMost(Math.Min(RightToWrong, WrongToRight), RightToWrong + WrongToRight, 0.5));
}
