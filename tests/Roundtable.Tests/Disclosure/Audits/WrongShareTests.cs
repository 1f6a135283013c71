using Roundtable.Annotation.Distributions;
using Roundtable.Disclosure.Audits;

namespace Roundtable.Tests.Disclosure.Audits;

public sealed class WrongShareTests
{
    [Theory]
    [InlineData(0.05, 59)]
    [InlineData(0.01, 299)]
    [InlineData(0.001, 2995)]
    public void A_sample_without_a_fault_bounds_a_share(double share, long draws)
    {
        Assert.Equal(draws, WrongShare.SampleFor(share, 0.05));
        Assert.True(WrongShare.Binomial(0, draws, 0.05) < share);
        Assert.True(WrongShare.Binomial(0, draws - 1, 0.05) > share);
    }

    // Upper limits of one-sided 95 % intervals after Clopper and Pearson: quantiles of Beta(k + 1, n - k).
    [Theory]
    [InlineData(1, 10, 0.3941633)]
    [InlineData(5, 20, 0.4555824)]
    [InlineData(2, 100, 0.0616192)]
    [InlineData(10, 10, 1)]
    public void Faults_raise_the_bound(long wrong, long drawn, double bound) => Assert.Equal(bound, WrongShare.Binomial(wrong, drawn, 0.05), 6);

    [Fact]
    public void Without_replacement_the_bound_is_the_largest_number_that_is_not_unlikely()
    {
        for (var wrong = 0; wrong < 6; wrong++)
        {
            foreach (var (drawn, population) in ((long, long)[])[(10, 10), (10, 12), (10, 40), (59, 200), (59, 5000)])
            {
                var marked = (long)Math.Round(WrongShare.Hypergeometric(wrong, drawn, population, 0.05) * population);
                Assert.True(marked >= wrong);
                Assert.True(marked == wrong || Counts.HypergeometricAtMost(wrong, population, marked, drawn) > 0.05);
                Assert.True(marked == population - (drawn - wrong) || Counts.HypergeometricAtMost(wrong, population, marked + 1, drawn) <= 0.05);
                Assert.True(WrongShare.Hypergeometric(wrong, drawn, population, 0.05) <= WrongShare.Binomial(wrong, drawn, 0.05) + 1e-9);
            }
        }

        // All rows were looked at: nothing is left to chance.
        Assert.Equal(0, WrongShare.Hypergeometric(0, 12, 12, 0.05));
        Assert.Equal(0.25, WrongShare.Hypergeometric(3, 12, 12, 0.05));
    }
}
