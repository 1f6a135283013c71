using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>One step on the way from a content to the thing that gives a ground.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Edge">How the thing before came from it; null for the content itself.</param>
public sealed record PathStep(Thing Thing, LineageEdge? Edge);
