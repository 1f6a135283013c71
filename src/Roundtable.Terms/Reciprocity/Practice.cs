using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>Something of others that lineage shows an organisation to have used.</summary>
/// <param name="Model">The organisation's model.</param>
/// <param name="Path">The way from that model to the source, both included.</param>
/// <param name="Uses">The uses that this step of lineage is.</param>
/// <param name="Ruling">What the source's own terms said of the use that was asked about.</param>
public sealed record Practice(Artifact Model, IReadOnlyList<PathStep> Path, IReadOnlyList<Use> Uses, Ruling Ruling);
