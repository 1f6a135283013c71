namespace Roundtable.Terms.Rulings;

/// <summary>A ground of a ruling, and where lineage met it.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Path">The shortest way to an artifact that gives it: the content first, that artifact last.</param>
/// <param name="Artifacts">How many artifacts give it.</param>
public sealed record Finding(Ground Ground, IReadOnlyList<PathStep> Path, int Artifacts);
