using System.Runtime.CompilerServices;
using Roundtable.Terms.Rulings;

namespace Roundtable.Workspace.Sets.Rulings;

/// <summary>What was found about one lineage, shared by all rows that have it.</summary>
/// <param name="Group">The rows with the same ruling.</param>
/// <param name="Models">The models whose words it is, each once, in ordinal order.</param>
/// <param name="Terms">The documents that the ruling rests on, as <c>name@version</c>, each once, in ordinal order.</param>
public sealed record RuledLineage(RowGroup Group, IReadOnlyList<string> Models, IReadOnlyList<string> Terms)
{
    /// <summary>Whether it is the same one: there is one for each lineage, and it is asked for each row.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(RuledLineage? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
