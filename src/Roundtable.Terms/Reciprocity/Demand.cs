using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>What an organisation asks of others for one use of what is its own, and what its lineage shows of the same use of what is others'.</summary>
/// <param name="Terms">The organisation's terms.</param>
/// <param name="Clause">The clause that forbids or limits.</param>
/// <param name="Subject">What the clause speaks about.</param>
/// <param name="Use">The use.</param>
/// <param name="Practices">The same use of others' outputs or data in the lineage of its models; none where lineage shows none.</param>
public sealed record Demand(RegisteredEntry Terms, Clause Clause, Subject Subject, Use Use, IReadOnlyList<Practice> Practices);
