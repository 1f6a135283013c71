namespace Roundtable.Terms.Rulings;

/// <summary>A ground of a ruling, and where it was found in the lineage.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Path">The shortest path to an artifact with this ground: the content first, that artifact last.</param>
/// <param name="Artifacts">Number of artifacts with this ground.</param>
public sealed record Finding(Ground Ground, IReadOnlyList<PathStep> Path, int Artifacts);
