namespace Roundtable.Corpus.References.Building;

/// <summary>An answer on the record.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Text">What was answered, in UTF-8.</param>
/// <param name="Model">Who answered.</param>
/// <param name="IsSimulated">Whether a rehearsal panelist spoke and no model.</param>
public sealed record RecordedText(long Leaf, ReadOnlyMemory<byte> Text, string? Model, bool IsSimulated);
