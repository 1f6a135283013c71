namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// How scores become probabilities: multiplied by one number and normalised by the exponential (temperature scaling, Guo et al. 2017), fitted on texts that
/// were not taught. What the teacher says of them counts in full, whatever its own probability: so a probability is how often the student agrees with it.
/// </summary>
internal static class Sharpness
{
    private const double Lowest = -3;
    private const double Highest = 5;

    /// <summary>The number under which what the teacher says is most likely, and how unlikely it is then.</summary>
    /// <param name="texts">Scores and the teacher's class, of texts that were not taught.</param>
    public static (double Value, double Loss) Fit(IReadOnlyList<(float[] Scores, int Class)> texts)
    {
        // The loss is convex in the number and so has one minimum in its logarithm: golden sections find it.
        var ratio = (Math.Sqrt(5) - 1) / 2;
        double low = Lowest, high = Highest;
        var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
        double atLeft = Loss(left), atRight = Loss(right);
        while (high - low > 1e-3)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = Loss(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = Loss(right);
            }
        }

        var middle = (low + high) / 2;
        return (Math.Exp(middle), Loss(middle));

        double Loss(double logarithm)
        {
            var (sharpness, loss) = (Math.Exp(logarithm), 0.0);
            foreach (var (scores, one) in texts)
            {
                var (most, sum) = ((double)scores.Max(), 0.0);
                foreach (var score in scores)
                {
                    sum += Math.Exp(sharpness * (score - most));
                }

                loss += Math.Log(sum) - (sharpness * (scores[one] - most));
            }

            return loss;
        }
    }

    /// <summary>The most probable class, of equally probable ones the first, and its probability.</summary>
    public static (int Class, double Probability) Best(ReadOnlySpan<float> scores, double sharpness)
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
        {
            best = scores[c] > scores[best] ? c : best;
        }

        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(sharpness * (score - scores[best]));
        }

        return (best, 1 / sum);
    }
}
