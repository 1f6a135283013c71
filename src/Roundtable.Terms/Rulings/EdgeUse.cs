using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>An edge of lineage as a use of its source: by whoever made something of it, on its day.</summary>
/// <param name="Made">What came of the source.</param>
/// <param name="Kind">How it was made.</param>
/// <param name="Maker">The organisation that made it; null where unknown.</param>
/// <param name="Day">The day; null where unknown.</param>
/// <param name="Uses">The uses.</param>
/// <param name="KeepsConditions">Whether what is asked about holds what was made, and so its conditions; false for mere answers of it.</param>
public sealed record EdgeUse(Artifact Made, EdgeKind Kind, string? Maker, DateOnly? Day, IReadOnlyList<Use> Uses, bool KeepsConditions)
{
    private string Key => FormattableString.Invariant($"{Made.Id}|{Kind}|{Maker}|{Day:O}|{string.Join(',', Uses)}|{KeepsConditions}");

    /// <summary>The model that was trained; null where nothing was.</summary>
    public ModelEntry? Trained => Uses.Any(EdgeUses.Trains) ? Made.Entry?.Entry as ModelEntry : null;

    /// <inheritdoc/>
    public bool Equals(EdgeUse? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}
