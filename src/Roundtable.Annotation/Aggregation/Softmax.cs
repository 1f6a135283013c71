namespace Roundtable.Annotation.Aggregation;

/// <summary>From log odds to probabilities, without overflow.</summary>
internal static class Softmax
{
    /// <summary>Replaces logarithms of unnormalised probabilities by probabilities.</summary>
    public static void InPlace(Span<double> row)
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
    }
}
