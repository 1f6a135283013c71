using Roundtable.Annotation.Runs;

namespace Roundtable.Tests.Annotation.Runs;

public sealed class StopRuleTests
{
    [Theory]
    [InlineData(2, new[] { 0 }, 0.7)]
    [InlineData(2, new[] { 0, 0 }, 0.49 / (0.49 + 0.09))]
    [InlineData(2, new[] { 0, 1 }, 0.5)]
    [InlineData(4, new[] { 3, 3 }, 0.49 / (0.49 + (3 * 0.01)))]
    [InlineData(3, new int[0], 1 / 3d)]
    public void The_posterior_is_that_of_independent_seats_of_one_accuracy(int options, int[] votes, double posterior) =>
        Assert.Equal(posterior, StopRule.Posterior(options, votes), 12);
}
