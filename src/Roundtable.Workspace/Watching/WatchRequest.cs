using Roundtable.Watching.Monitoring;

namespace Roundtable.Workspace.Watching;

/// <summary>What is to be watched.</summary>
/// <param name="By">Who asks; it is on the record.</param>
public sealed record WatchRequest(string By)
{
    /// <summary>A provider's log as JSON Lines; null for the exchanges of the gateway.</summary>
    public string? File { get; init; }

    /// <summary>A file of benign traffic; null where the traffic before <see cref="Since"/> is it.</summary>
    public string? Reference { get; init; }

    /// <summary>The moment from which traffic is watched; without <see cref="Reference"/>, what came before is the reference.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The moment before which traffic is watched; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A folder with a sentence-vector model for windows of traffic; null for hashed words.</summary>
    public string? Vectors { get; init; }

    /// <summary>How.</summary>
    public WatchSettings Settings { get; init; } = new();

    /// <summary>What the traffic was read from, where shards were merged; null otherwise.</summary>
    internal string? MergedSource { get; init; }

    /// <summary>What the reference was read from, where shards were merged; null otherwise.</summary>
    internal string? MergedReference { get; init; }

    /// <summary>Whether the report becomes a leaf of the log.</summary>
    public bool Record { get; init; } = true;

    /// <summary>Whether what came at a moment is watched.</summary>
    internal bool IsWatched(DateTimeOffset time) => !(time < Since) && !(time >= Until);

    /// <summary>Whether what came at a moment is the reference, where that is of the same place as the traffic.</summary>
    internal bool IsReference(DateTimeOffset time) => Reference is null && time < Since;
}
