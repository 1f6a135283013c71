using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Lineage;

/// <summary>One step of lineage.</summary>
/// <param name="Kind">How.</param>
/// <param name="From">Id of what it came from.</param>
/// <param name="Declared">Whether someone says so; false where the log shows it.</param>
/// <param name="On">The day on which it was obtained; null where that is not known.</param>
/// <param name="Citation">Where a declaration is written; null where that is not known.</param>
public sealed record LineageEdge(EdgeKind Kind, string From, bool Declared, DateOnly? On = null, string? Citation = null);
