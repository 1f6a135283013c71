namespace Roundtable.Corpus.Sensitive;

/// <summary>Sensitive data at a place of a text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its kind in words.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="IsExample">Whether it is a placeholder.</param>
internal readonly record struct SensitiveHit(SensitiveKind Kind, string Name, int Start, int Length, bool IsExample);
