using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>A random draw of items for people to label.</summary>
/// <param name="Plan">What was on the record before.</param>
/// <param name="PlanLeaf">Index of the plan's leaf.</param>
/// <param name="Seed">The seed, from <see cref="GoldPlan.Seed"/>.</param>
/// <param name="Strata">The strata, by name; one where there is no column.</param>
/// <param name="Items">What was drawn, in random order: every beginning of the list is itself a random draw, within each stratum.</param>
public sealed record GoldDraw(GoldPlan Plan, long PlanLeaf, Digest Seed, IReadOnlyList<GoldStratum> Strata, IReadOnlyList<DrawnItem> Items);
