using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Rulings;

/// <summary>A ground for a ruling: a clause, or why none was found.</summary>
/// <param name="Key">Identifies the ground: two grounds with the same key are equal.</param>
/// <param name="Outcome">The outcome if it were the only ground.</param>
/// <param name="Summary">The reason as a sentence, without the name of the terms.</param>
public sealed record Ground(string Key, Outcome Outcome, string Summary)
{
    /// <summary>The terms or the provider's entry that it cites; null where it cites none.</summary>
    public RegisteredEntry? Terms { get; init; }

    /// <summary>The clause; null where no clause applies.</summary>
    public Clause? Clause { get; init; }

    /// <summary>The subject that the clause was applied to; null where there is none.</summary>
    public Subject? Subject { get; init; }

    /// <summary>The rule by which it counts.</summary>
    public RulingRule Rule { get; init; }

    /// <summary>Whether it is a bar: that somebody was kept out, whatever the use.</summary>
    public bool IsBar { get; init; }

    /// <summary>The use in lineage of which it is a ground; null for the use that is asked about.</summary>
    public EdgeUse? Edge { get; init; }

    /// <summary>The conditions to meet: those that are not known to be met already.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>The conditions that are already met according to the registry.</summary>
    public IReadOnlyList<Condition> Met { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Ground? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}
