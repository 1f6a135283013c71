namespace Roundtable.Record.Storage;

/// <summary>A group of leaves that were made durable together.</summary>
/// <param name="First">Index of the first leaf.</param>
/// <param name="Leaves">The leaves' bytes.</param>
/// <param name="Contents">The small contents supplied with them.</param>
internal sealed record JournalGroup(long First, IReadOnlyList<byte[]> Leaves, IReadOnlyList<byte[]> Contents)
{
    /// <summary>Index after the last leaf.</summary>
    public long End => First + Leaves.Count;
}
