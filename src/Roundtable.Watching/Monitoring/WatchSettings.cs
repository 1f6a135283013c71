using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>How traffic is watched.</summary>
public sealed record WatchSettings
{
    /// <summary>Of everything that is drawn: the same seed and traffic give the same result.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many prompts a window has.</summary>
    public int WindowSize { get; init; } = 500;

    /// <summary>The share of windows of benign traffic that may be flagged: above 0, below 0.5.</summary>
    public double FalseAlarmRate { get; init; } = 0.0025;

    /// <summary>The width of the sketches of shingles as a power of two: 10 to 26. A sketch has sixteen bytes for each; there are two.</summary>
    public int SketchBits { get; init; } = 22;

    /// <summary>How many prompts of one kind a finding rests on at least.</summary>
    public int MinPrompts { get; init; } = 40;

    /// <summary>Into how many shards callers are divided. The result is the same for any number.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Sentence vectors in the place of hashed words, for windows; null for hashed words. Every entry then needs its text.</summary>
    public PromptVectors? Vectors { get; init; }
}
