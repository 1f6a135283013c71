using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Reciprocity;

/// <summary>An organisation's restriction on a use of its own work, compared with the same use of others' work in its models' lineage.</summary>
/// <param name="Terms">The organisation's terms.</param>
/// <param name="Clause">The clause that forbids or restricts the use.</param>
/// <param name="Subject">What the clause applies to.</param>
/// <param name="Use">The use.</param>
/// <param name="Practices">The same use of others' outputs or data in the lineage of its models; empty where lineage shows none.</param>
public sealed record Demand(RegisteredEntry Terms, Clause Clause, Subject Subject, Use Use, IReadOnlyList<Practice> Practices);
