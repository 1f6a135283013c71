using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>One of the things that a set consists of, and what is ruled of it alone.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Outcome">What is ruled of it.</param>
public sealed record Part(Thing Thing, Outcome Outcome);
