using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Lineage;

/// <summary>An edge of lineage from an artifact to its source.</summary>
/// <param name="Kind">How it was derived.</param>
/// <param name="From">Id of the source.</param>
/// <param name="Declared">Whether someone declares it; false where the log proves it.</param>
/// <param name="On">The date on which the source was obtained; null where unknown.</param>
/// <param name="Citation">Where a declaration is published; null where unknown.</param>
public sealed record LineageEdge(EdgeKind Kind, string From, bool Declared, DateOnly? On = null, string? Citation = null)
{
    /// <summary>Whether a date is told that cannot be read.</summary>
    public bool OnIsUnreadable { get; init; }

    /// <summary>Through whom the source was obtained; null where unknown, or where the source itself shows it.</summary>
    public SourceRoute? Through { get; init; }

    /// <summary>Uses that whoever made it declares besides those that the kind of edge amounts to.</summary>
    public IReadOnlyList<Use> Uses { get; init; } = [];
}
