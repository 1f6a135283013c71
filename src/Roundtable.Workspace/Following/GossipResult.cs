using Roundtable.Record.Checkpoints;
using Roundtable.Record.Following;

namespace Roundtable.Workspace.Following;

/// <summary>A checkpoint that somebody sent, compared.</summary>
/// <param name="Source">The file, and the line where it has several.</param>
/// <param name="Checkpoint">The checkpoint; null where there is none in it.</param>
/// <param name="Comparison">How it relates to what is known of the log.</param>
/// <param name="With">What it was compared with, as words.</param>
public sealed record GossipResult(string Source, Checkpoint? Checkpoint, Comparison Comparison, string With);
