using Roundtable.Watching.Findings;

namespace Roundtable.Tests.Watching.Findings;

/// <summary>Upper bounds of rates of false alarms.</summary>
public sealed class ErrorRatesTests
{
    // Clopper and Pearson's one-sided bounds, from the quantiles of the beta distribution.
    [Theory]
    [InlineData(0, 100, 0.02951)]
    [InlineData(0, 600, 0.00498)]
    [InlineData(1, 100, 0.04656)]
    [InlineData(5, 1000, 0.01048)]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    public void Bounds_are_exact(int found, int of, double bound) => Assert.Equal(bound, new ErrorRates(of, found, of, found).CallersAtMost, 0.0001);
}
