namespace Roundtable.Annotation.Estimates;

/// <summary>A confidence interval: over repeated draws it holds the true value in a share <paramref name="Level"/> of them.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end, at or above <paramref name="Low"/>.</param>
/// <param name="Level">The confidence, such as 0.95.</param>
public readonly record struct Interval(double Low, double High, double Level = Interval.DefaultLevel)
{
    /// <summary>The confidence where none is asked for: 0.95.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>Upper end minus lower end.</summary>
    public double Width => High - Low;

    /// <summary>Whether a value lies in the interval, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
