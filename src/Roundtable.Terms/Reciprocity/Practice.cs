using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>A use of another organisation's work that an organisation's lineage shows.</summary>
/// <param name="Model">The organisation's model.</param>
/// <param name="Path">The path from that model to the source, both included.</param>
/// <param name="Uses">The uses that this step of lineage amounts to.</param>
/// <param name="Ruling">The ruling on the use in question under the source's own terms.</param>
public sealed record Practice(Artifact Model, IReadOnlyList<PathStep> Path, IReadOnlyList<Use> Uses, Ruling Ruling);
