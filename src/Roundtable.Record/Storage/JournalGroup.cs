namespace Roundtable.Record.Storage;

/// <summary>What a writer made durable at once.</summary>
/// <param name="First">Index of the first leaf.</param>
/// <param name="Leaves">The leaves' bytes.</param>
/// <param name="Contents">The contents that came with them, where they are small.</param>
internal sealed record JournalGroup(long First, IReadOnlyList<byte[]> Leaves, IReadOnlyList<byte[]> Contents)
{
    /// <summary>Index after the last leaf.</summary>
    public long End => First + Leaves.Count;
}
