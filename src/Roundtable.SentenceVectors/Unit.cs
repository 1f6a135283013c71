namespace Roundtable.SentenceVectors;

/// <summary>Vectors of length 1.</summary>
internal static class Unit
{
    /// <summary>Divides a vector by its length; one of length 0 stays.</summary>
    /// <returns>Whether all its numbers are finite.</returns>
    public static bool Of(Span<float> vector)
    {
        // In the order of the numbers and in double precision: the same on every processor.
        var sum = 0.0;
        foreach (var number in vector)
        {
            sum += (double)number * number;
        }

        if (!double.IsFinite(sum))
        {
            return false;
        }

        var length = Math.Sqrt(sum);
        for (var i = 0; i < vector.Length && length > 0; i++)
        {
            vector[i] = (float)(vector[i] / length);
        }

        return true;
    }
}
