namespace Roundtable.Record.Entries;

/// <summary>A leaf with its position in the log.</summary>
/// <param name="Index">Index of the leaf in the log, from 0.</param>
/// <param name="Hash">RFC 6962 leaf hash: SHA-256 of 0x00 followed by the leaf's bytes.</param>
/// <param name="Leaf">The leaf itself.</param>
public sealed record LoggedLeaf(long Index, Digest Hash, Leaf Leaf);
