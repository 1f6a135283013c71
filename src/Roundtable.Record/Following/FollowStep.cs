using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Following;

/// <summary>What came of looking at a followed log once.</summary>
public abstract record FollowStep
{
    private FollowStep()
    {
    }

    /// <summary>The log goes on from what was kept, and everything new was verified and kept.</summary>
    /// <param name="From">Number of leaves kept before.</param>
    /// <param name="To">What is kept now.</param>
    public sealed record Advanced(long From, Checkpoint To) : FollowStep;

    /// <summary>What it showed could not be verified, so that nothing new is kept; this may pass.</summary>
    /// <param name="Why">Why, as a sentence.</param>
    /// <param name="IsReached">Whether the log answered at all.</param>
    public sealed record Unverified(string Why, bool IsReached) : FollowStep;

    /// <summary>It contradicts what it showed before.</summary>
    /// <param name="View">The two checkpoints.</param>
    public sealed record Split(SplitView View) : FollowStep;
}
