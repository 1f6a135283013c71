namespace Roundtable.Annotation.Distributions;

/// <summary>Student's t distribution with whole degrees of freedom.</summary>
public static class StudentT
{
    private const int NearlyNormal = 2_000;

    /// <summary>The two-sided quantile of a confidence level: 1.984 for 0.95 and 98 degrees. Above 2,000 degrees that of the normal distribution.</summary>
    /// <param name="level">More than 0 and less than 1.</param>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">When there is no degree of freedom.</exception>
    public static double TwoSided(double level, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (freedom > NearlyNormal)
        {
            return Normal.TwoSided(level);
        }

        var (low, high) = (0.0, 1.0);
        while (Within(high, freedom) < level)
        {
            high *= 2;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, freedom) < level ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The probability of a value between −t and t (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).</summary>
    internal static double Within(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        var (sine, cosine) = Math.SinCos(angle);
        var odd = freedom % 2 == 1;
        var (sum, term) = (0.0, odd ? cosine : 1.0);
        for (var k = odd ? 3 : 2; k <= freedom; k += 2)
        {
            sum += term;
            term *= cosine * cosine * (k - 1) / k;
        }

        return odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
