using Roundtable.Record.Entries;

namespace Roundtable.Record.Proofs;

/// <summary>One field of a leaf, opened.</summary>
/// <param name="Salt">The salt of its commitment.</param>
/// <param name="Content">Its content.</param>
public sealed record OpenedField(Digest Salt, byte[] Content);
