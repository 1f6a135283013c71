using Roundtable.Terms.Clauses;

namespace Roundtable.Terms.Rulings;

/// <summary>Two conditions that cannot both be met.</summary>
/// <param name="One">The first condition.</param>
/// <param name="Other">The second condition.</param>
/// <param name="Why">Why not, as a sentence without a full stop.</param>
public sealed record Conflict(Condition One, Condition Other, string Why);
