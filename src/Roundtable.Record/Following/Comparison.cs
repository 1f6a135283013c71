namespace Roundtable.Record.Following;

/// <summary>How a checkpoint that somebody else was shown relates to what is kept of the log.</summary>
public abstract record Comparison
{
    private Comparison()
    {
    }

    /// <summary>The kept tree begins with it.</summary>
    /// <param name="Seen">The checkpoint.</param>
    public sealed record Agrees(SeenCheckpoint Seen) : Comparison;

    /// <summary>It speaks of more leaves than are kept: it can be judged when the log has shown those.</summary>
    /// <param name="Seen">The checkpoint.</param>
    public sealed record Newer(SeenCheckpoint Seen) : Comparison;

    /// <summary>It is no checkpoint of this log, or not signed by it, and says nothing.</summary>
    /// <param name="Why">Why, as a clause.</param>
    public sealed record Foreign(string Why) : Comparison;

    /// <summary>It contradicts what is kept.</summary>
    /// <param name="View">The two checkpoints.</param>
    public sealed record Splits(SplitView View) : Comparison;
}
