using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Judging;

/// <summary>What may be done with parts of a session of which the same is ruled on the same grounds.</summary>
/// <param name="Parts">How they are cited: <c>r1.s1</c>.</param>
/// <param name="Models">The models that wrote them.</param>
/// <param name="Rulings">The rulings, one for each use, in the order of the uses.</param>
public sealed record PartRights(IReadOnlyList<string> Parts, IReadOnlyList<string> Models, IReadOnlyList<Ruling> Rulings);
