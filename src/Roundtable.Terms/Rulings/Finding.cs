namespace Roundtable.Terms.Rulings;

/// <summary>A ground of a ruling, and where lineage met it.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Path">The shortest way to a thing that gives it: the content first, that thing last.</param>
/// <param name="Things">How many things give it.</param>
public sealed record Finding(Ground Ground, IReadOnlyList<PathStep> Path, int Things);
