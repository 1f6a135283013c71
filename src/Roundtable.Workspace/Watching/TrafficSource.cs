using Roundtable.Watching.Traffic;

namespace Roundtable.Workspace.Watching;

/// <summary>Where traffic is read from, as often as it is needed.</summary>
internal abstract class TrafficSource
{
    /// <summary>How many prompts the last reading had to leave out.</summary>
    public long Unread { get; protected set; }

    /// <summary>The traffic in its order.</summary>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public abstract IEnumerable<TrafficEntry> Read(CancellationToken cancellation);

    /// <summary>The prompt at a position; null where it is not there any more.</summary>
    public abstract string? Prompt(long position, CancellationToken cancellation);
}
