using Roundtable.Terms.Clauses;

namespace Roundtable.Terms.Rulings;

/// <summary>Two conditions that cannot both be kept.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="Why">Why not, as a sentence without a full stop.</param>
public sealed record Conflict(Condition One, Condition Other, string Why);
