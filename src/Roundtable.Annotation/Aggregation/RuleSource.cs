namespace Roundtable.Annotation.Aggregation;

/// <summary>A source that a learned rule knows, and the model whose votes it learned from.</summary>
/// <param name="Name">The source's name in tables.</param>
/// <param name="Served">The model and version as reported by the responses; null if unknown.</param>
public sealed record RuleSource(string Name, string? Served = null);
