using System.Numerics;
using Roundtable.Annotation.Distributions;

namespace Roundtable.Tests.Annotation.Distributions;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.995, 2.5758293035489004)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.6, 0.2533471031357997)]
    public void Normal_quantiles_are_those_of_tables(double p, double expected) => Assert.Equal(expected, Normal.Quantile(p), 1e-9);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_has_no_quantile(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(p));

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.3027)]
    [InlineData(5, 2.5706)]
    [InlineData(10, 2.2281)]
    [InlineData(30, 2.0423)]
    [InlineData(120, 1.9799)]
    [InlineData(5_000, 1.9600)]
    public void Quantiles_of_t_are_those_of_tables(int freedom, double expected) => Assert.Equal(expected, StudentT.TwoSided(0.95, freedom), 1e-4);

    [Theory]
    [InlineData(10)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(9_000)]
    public void Factorials_are_exact(int n)
    {
        var product = BigInteger.One;
        for (var i = 2; i <= n; i++)
        {
            product *= i;
        }

        Assert.Equal(1, Counts.LogFactorial(n) / BigInteger.Log(product), 1e-12);
    }

    [Fact]
    public void Tails_without_replacement_are_shares_of_all_draws()
    {
        // All 252 ways to draw 5 of 10, of which 3 are marked.
        for (var hits = 0; hits <= 5; hits++)
        {
            var (few, all) = (0, 0);
            for (var draw = 0; draw < 1 << 10; draw++)
            {
                if (BitOperations.PopCount((uint)draw) == 5)
                {
                    all++;
                    few += BitOperations.PopCount((uint)(draw & 7)) <= hits ? 1 : 0;
                }
            }

            Assert.Equal((double)few / all, Counts.HypergeometricAtMost(hits, 10, 3, 5), 1e-12);
        }

        Assert.Equal(0, Counts.HypergeometricAtMost(1, 10, 8, 5));
    }

    [Theory]
    [InlineData(0, 10, 0.1, 0.3486784401)]
    [InlineData(3, 10, 0.5, 0.171875)]
    [InlineData(10, 10, 0.5, 1)]
    [InlineData(-1, 10, 0.5, 0)]
    [InlineData(2, 10, 1, 0)]
    public void Binomial_tails_are_those_of_tables(int hits, int trials, double p, double expected) =>
        Assert.Equal(expected, Counts.BinomialAtMost(hits, trials, p), 1e-10);

    [Fact]
    public void Poisson_tails_are_those_of_tables()
    {
        Assert.Equal(0.0497871, Counts.PoissonAtMost(0, 3), 1e-7);
        Assert.Equal(0.4231901, Counts.PoissonAtMost(2, 3), 1e-7);
    }
}
