using Roundtable.Watching.Traffic;

namespace Roundtable.Workspace.Watching;

/// <summary>Where traffic is read from, as often as it is needed.</summary>
internal abstract class TrafficSource
{
    /// <summary>How many prompts the last reading had to leave out.</summary>
    public long Unread { get; protected set; }

    /// <summary>The traffic of callers that are wanted, in its order.</summary>
    /// <param name="after">The position behind which it begins: what is before costs little. -1 for all of it.</param>
    /// <param name="isWanted">
    /// Whether the prompt of a caller at a time and position is wanted; what is not costs little. Called from several threads. The caller is null where it
    /// cannot be read.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public abstract IEnumerable<TrafficEntry> Read(long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation);

    /// <summary>A position before which about half of the traffic is, told without looking at prompts.</summary>
    /// <param name="until">The moment that ends the traffic; null for all of it.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public abstract long Middle(DateTimeOffset? until, CancellationToken cancellation);

    /// <summary>The prompt at a position; null where it is not there any more.</summary>
    public abstract string? Prompt(long position, CancellationToken cancellation);
}
