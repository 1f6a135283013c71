using System.Globalization;

namespace Roundtable.Workspace.Charts;

/// <summary>An axis: from where to where it goes, and how its ticks are written.</summary>
/// <param name="Min">The value at its beginning.</param>
/// <param name="Max">The value at its end, above <paramref name="Min"/>.</param>
/// <param name="Ticks">The values that are written beside it.</param>
/// <param name="Text">How a value is written.</param>
public sealed record ChartScale(double Min, double Max, IReadOnlyList<double> Ticks, Func<double, string> Text)
{
    /// <summary>Shares, 0 to 1, written in per cent.</summary>
    public static ChartScale Share { get; } = new(0, 1, [0, 0.25, 0.5, 0.75, 1], static v => string.Create(CultureInfo.InvariantCulture, $"{100 * v:0} %"));

    /// <summary>From zero to a round number at or above a value, with a tick at each quarter or half of it.</summary>
    /// <param name="max">The largest value; zero or less gives a scale to 1.</param>
    /// <param name="text">How a value is written.</param>
    public static ChartScale UpTo(double max, Func<double, string> text)
    {
        if (!(max > 0) || double.IsInfinity(max))
        {
            return new ChartScale(0, 1, [0, 1], text);
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(max)));
        var top = ((double[])[1, 2, 4, 5, 8, 10]).Select(m => m * power).First(m => m >= max * (1 - 1e-9));
        return new ChartScale(0, top, [0, top / 2, top], text);
    }

    /// <summary>Where a value stands on it, 0 to 1; what lies beyond an end is put there.</summary>
    public double Place(double value) => double.IsNaN(value) ? 0 : Math.Clamp((value - Min) / (Max - Min), 0, 1);
}
