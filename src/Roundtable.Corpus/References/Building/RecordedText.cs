namespace Roundtable.Corpus.References.Building;

/// <summary>An answer on the record.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Text">The answer in UTF-8.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="IsSimulated">Whether a rehearsal panelist answered instead of a model.</param>
public sealed record RecordedText(long Leaf, ReadOnlyMemory<byte> Text, string? Model, bool IsSimulated);
