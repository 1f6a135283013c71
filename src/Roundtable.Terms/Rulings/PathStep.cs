using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>One step of the path from a content to an artifact with a ground.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Edge">How the previous artifact was derived from it; null for the content itself.</param>
public sealed record PathStep(Artifact Artifact, LineageEdge? Edge);
