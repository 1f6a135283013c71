using Roundtable.Record.Entries;

namespace Roundtable.Record.Proofs;

/// <summary>An opened field of a leaf.</summary>
/// <param name="Salt">Salt of the commitment.</param>
/// <param name="Content">The content.</param>
public sealed record OpenedField(Digest Salt, byte[] Content);
