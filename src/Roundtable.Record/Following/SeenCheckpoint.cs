using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Following;

/// <summary>A checkpoint of a followed log that somebody showed, signed by the log.</summary>
/// <param name="Source">Who showed it: the log's address, a mirror's, a witness's name, a file.</param>
/// <param name="At">When it was first seen there.</param>
/// <param name="Published">The checkpoint with its signatures.</param>
public sealed record SeenCheckpoint(string Source, DateTimeOffset At, SignedCheckpoint Published)
{
    /// <summary>The checkpoint.</summary>
    public Checkpoint Checkpoint => Published.Checkpoint;
}
