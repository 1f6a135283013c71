namespace Roundtable.Record.Entries;

/// <summary>A leaf where it stands in the log.</summary>
/// <param name="Index">Index of the leaf in the log, from 0.</param>
/// <param name="Hash">RFC 6962 leaf hash: SHA-256 of 0x00 followed by the leaf's bytes.</param>
/// <param name="Leaf">What it says.</param>
public sealed record LoggedLeaf(long Index, Digest Hash, Leaf Leaf);
