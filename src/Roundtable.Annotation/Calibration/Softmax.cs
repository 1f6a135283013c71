namespace Roundtable.Annotation.Calibration;

/// <summary>From log odds to probabilities, without overflow.</summary>
internal static class Softmax
{
    /// <summary>The least probability of which the logarithm is taken.</summary>
    public const double Smallest = 1e-12;

    /// <summary>Replaces logarithms of unnormalised probabilities by probabilities.</summary>
    /// <returns>The logarithm of the sum of what stood there.</returns>
    public static double InPlace(Span<double> row)
    {
        var most = double.NegativeInfinity;
        foreach (var value in row)
        {
            most = Math.Max(most, value);
        }

        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            row[c] = Math.Exp(row[c] - most);
            sum += row[c];
        }

        for (var c = 0; c < row.Length; c++)
        {
            row[c] /= sum;
        }

        return most + Math.Log(sum);
    }

    /// <summary>Divides the log odds of a distribution by a temperature: above 1 makes it less sure, below 1 surer.</summary>
    public static void Temper(Span<double> distribution, double temperature)
    {
        if (temperature == 1)
        {
            return;
        }

        for (var c = 0; c < distribution.Length; c++)
        {
            distribution[c] = Math.Log(Math.Max(distribution[c], Smallest)) / temperature;
        }

        InPlace(distribution);
    }
}
