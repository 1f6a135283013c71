using Roundtable.Deliberation.Rounds;

namespace Roundtable.Annotation.Scores;

/// <summary>How far probabilities are from what happened: expected calibration error (Naeini, Cooper and Hauskrecht 2015) in bins of equal counts.</summary>
/// <param name="Error">Mean over bins, weighted by their counts, of |mean probability − share right|; 0 to 1.</param>
/// <param name="ExpectedIfCalibrated">
/// What the same error is on average at this size when every probability is exactly right: chance alone makes it more than 0.
/// </param>
/// <param name="Brier">Mean squared difference between probability and outcome (Brier 1950), 0 to 1; lower is better.</param>
/// <param name="Bins">The bins, from the least probable on.</param>
public sealed record CalibrationError(double Error, double ExpectedIfCalibrated, double Brier, IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>The number of bins where nothing else is asked for.</summary>
    public const int DefaultBins = 10;

    private const int Simulations = 200;

    /// <summary>Measures the calibration of some answers.</summary>
    /// <param name="probabilities">The probability that each answer was said to be right with, 0 to 1.</param>
    /// <param name="points">The points of each answer, 0 (wrong) to 1 (right).</param>
    /// <param name="bins">
    /// Number of bins of equal counts; fewer where there are fewer answers. Equal probabilities share their outcomes, so that the order of the answers does
    /// not count.
    /// </param>
    /// <param name="seed">Seed of the 200 simulations of perfect calibration.</param>
    /// <exception cref="ArgumentException">When the numbers differ or there is no answer.</exception>
    public static CalibrationError Of(IReadOnlyList<double> probabilities, IReadOnlyList<double> points, int bins = DefaultBins, long seed = 1)
    {
        if (probabilities.Count != points.Count || points.Count == 0)
        {
            throw new ArgumentException($"{probabilities.Count} probabilities and {points.Count} points tell no calibration.", nameof(points));
        }

        var order = Enumerable.Range(0, points.Count).OrderBy(i => probabilities[i]).ToArray();
        double[] told = [.. order.Select(i => probabilities[i])];
        double[] right = [.. order.Select(i => points[i])];
        var brier = told.Zip(right, (p, y) => (p - y) * (p - y)).Average();
        var measured = Bin(told, right, Math.Min(bins, told.Length));
        var random = new SeededRandom(seed, "calibration");
        var expected = 0.0;
        for (var s = 0; s < Simulations; s++)
        {
            expected += Sum(Bin(told, [.. told.Select(p => random.NextUnit() < p ? 1.0 : 0)], Math.Min(bins, told.Length)));
        }

        return new CalibrationError(Sum(measured), expected / Simulations, brier, measured);

        double Sum(IReadOnlyList<CalibrationBin> of) => of.Sum(b => b.Count * Math.Abs(b.Probability - b.Right)) / told.Length;
    }

    private static List<CalibrationBin> Bin(double[] told, double[] right, int bins)
    {
        var shared = ShareTies(told, right);
        var made = new List<CalibrationBin>(bins);
        for (var b = 0; b < bins; b++)
        {
            var (from, to) = ((int)((long)told.Length * b / bins), (int)((long)told.Length * (b + 1) / bins));
            made.Add(new CalibrationBin(to - from, told.AsSpan(from, to - from).ToArray().Average(), shared.AsSpan(from, to - from).ToArray().Average()));
        }

        return made;
    }

    private static double[] ShareTies(double[] told, double[] right)
    {
        var shared = new double[right.Length];
        for (int from = 0, to; from < told.Length; from = to)
        {
            to = from;
            var sum = 0.0;
            while (to < told.Length && told[to] == told[from])
            {
                sum += right[to++];
            }

            Array.Fill(shared, sum / (to - from), from, to - from);
        }

        return shared;
    }
}

/// <summary>Answers of like probability.</summary>
/// <param name="Count">Number of answers.</param>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Right">The share of them that is right.</param>
public sealed record CalibrationBin(int Count, double Probability, double Right);
