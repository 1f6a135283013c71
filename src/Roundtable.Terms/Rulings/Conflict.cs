using Roundtable.Terms.Clauses;

namespace Roundtable.Terms.Rulings;

/// <summary>Two conditions that cannot both be met, or one that the content does not meet under its own name or licence.</summary>
/// <param name="One">The first condition.</param>
/// <param name="Other">The second condition; null where the content itself stands against the first.</param>
/// <param name="Why">Why not, as a sentence without a full stop.</param>
public sealed record Conflict(Condition One, Condition? Other, string Why);
