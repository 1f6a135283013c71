using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>One of the artifacts that a set consists of, and what is ruled of it alone.</summary>
/// <param name="Artifact">The artifact.</param>
/// <param name="Outcome">What is ruled of it.</param>
public sealed record Part(Artifact Artifact, Outcome Outcome);
