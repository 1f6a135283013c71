using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A content as it stands in a store.</summary>
/// <param name="Digest">What it is stored under.</param>
/// <param name="State">What its bytes are.</param>
/// <param name="File">The file or table it stands in.</param>
/// <param name="Offset">Where in it, in bytes; null where that has no meaning.</param>
public sealed record StoredContent(Digest Digest, ContentState State, string File, long? Offset);
