using Roundtable.Record.Checkpoints;
using Roundtable.Record.Following;

namespace Roundtable.Workspace.Following;

/// <summary>What is kept of a followed log.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Kept">The checkpoint that all of the mirror was verified against; null for none yet.</param>
/// <param name="Seen">Every checkpoint that anybody showed.</param>
/// <param name="Alarm">The split view; null if none was found.</param>
public sealed record FollowedState(string Origin, Checkpoint? Kept, IReadOnlyList<SeenCheckpoint> Seen, SplitView? Alarm);
