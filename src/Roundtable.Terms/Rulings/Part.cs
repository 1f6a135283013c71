using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>A member or source of a content, and the outcome for it alone.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Outcome">The outcome.</param>
public sealed record Part(Artifact Artifact, Outcome Outcome);
