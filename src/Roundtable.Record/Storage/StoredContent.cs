using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A content in a store.</summary>
/// <param name="Digest">The digest under which it is stored.</param>
/// <param name="State">State of its bytes.</param>
/// <param name="File">The file or table that contains it.</param>
/// <param name="Offset">Position in the file in bytes; null if not applicable.</param>
public sealed record StoredContent(Digest Digest, ContentState State, string File, long? Offset)
{
    /// <summary>Whether its leaf was durable before the leaves were read; where not, it may be being appended by another process.</summary>
    public bool IsSettled { get; init; } = true;
}
