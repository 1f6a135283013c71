namespace Roundtable.Annotation.Students.Teaching;

/// <summary>How a student is taught and tested.</summary>
public sealed record TeachingSettings
{
    /// <summary>Into how many parts texts are split, each tested with a student that was taught the others; 2 to 20.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Random seed of the split; the same seed makes the same student.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Maximum number of threads; it changes nothing but the time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether students are also taught fewer texts, for the learning curve.</summary>
    public bool HasCurve { get; init; } = true;
}
