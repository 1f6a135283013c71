using Roundtable.Annotation.Estimates;

namespace Roundtable.Tests.Annotation.Estimates;

/// <summary>The four examples of Newcombe 1998 ("Two-sided confidence intervals for the single proportion", table I), methods 3 and 5.</summary>
public sealed class ProportionTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_intervals_are_the_published_ones(int hits, int trials, double low, double high)
    {
        var interval = Proportions.Wilson((double)hits / trials, trials);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    [InlineData(0, 20, 0, 0.1684)]
    [InlineData(1, 29, 0.0009, 0.1776)]
    [InlineData(20, 20, 0.8316, 1)]
    public void Exact_intervals_are_the_published_ones(int hits, int trials, double low, double high)
    {
        var interval = Proportions.ClopperPearson(hits, trials);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    [Fact]
    public void Without_a_trial_there_is_no_interval() => Assert.Throws<ArgumentOutOfRangeException>(() => Proportions.ClopperPearson(0, 0));
}
