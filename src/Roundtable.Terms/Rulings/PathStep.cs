using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>One step on the way from a content to the artifact that gives a ground.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Edge">How the artifact before came from it; null for the content itself.</param>
public sealed record PathStep(Artifact Artifact, LineageEdge? Edge);
