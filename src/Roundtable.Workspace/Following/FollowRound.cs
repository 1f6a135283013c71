using Roundtable.Record.Checkpoints;
using Roundtable.Record.Following;

namespace Roundtable.Workspace.Following;

/// <summary>One look at a followed log and at those who were shown it.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Kept">What is kept of it now; null for nothing yet.</param>
/// <param name="Step">What came of looking at the log itself; null where an alarm stood already, so that nothing was looked at.</param>
/// <param name="Others">What witnesses and mirrors showed.</param>
/// <param name="Alarm">The split view; null if there is none.</param>
public sealed record FollowRound(string Origin, Checkpoint? Kept, FollowStep? Step, IReadOnlyList<OtherView> Others, SplitView? Alarm)
{
    /// <summary>Whether the alarm stood before this look.</summary>
    public bool IsOldAlarm => Alarm is not null && Step is null;
}
