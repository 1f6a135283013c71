using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>One reason of a ruling: a clause, or why none could be found.</summary>
/// <param name="Key">Two grounds with one key are the same.</param>
/// <param name="Outcome">What would hold if it were the only one.</param>
/// <param name="Summary">The reason as a sentence, without the terms' name.</param>
public sealed record Ground(string Key, Outcome Outcome, string Summary)
{
    /// <summary>The terms that it stands in; null where it stands in none.</summary>
    public RegisteredEntry? Terms { get; init; }

    /// <summary>The clause; null where the terms say nothing, or there are none.</summary>
    public Clause? Clause { get; init; }

    /// <summary>What the clause was asked about; null where there is none.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The conditions that have to be kept, or that nobody can tell whether they are.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>The conditions that the registry shows to be kept.</summary>
    public IReadOnlyList<Condition> Met { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Ground? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}
