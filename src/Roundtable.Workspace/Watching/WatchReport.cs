using Roundtable.Models.Vectors;
using Roundtable.Watching.Monitoring;

namespace Roundtable.Workspace.Watching;

/// <summary>What watching came to.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="On">When.</param>
/// <param name="Result">What was found.</param>
/// <param name="Unread">How many prompts of the traffic could not be looked at, because their contents are not stored or not readable.</param>
public sealed record WatchReport(WatchRequest Request, DateTimeOffset On, WatchResult Result, long Unread)
{
    /// <summary>The sentence-vector model of the windows; null where their words were hashed.</summary>
    public SentenceModel? Vectors { get; init; }

    /// <summary>The report's leaf; null where it was not recorded.</summary>
    public long? Leaf { get; init; }
}
