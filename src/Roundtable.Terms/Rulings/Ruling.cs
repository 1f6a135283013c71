using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>The answer to whether content may be used, with everything that it rests on.</summary>
public sealed record Ruling
{
    /// <summary>The content.</summary>
    public required Artifact Content { get; init; }

    /// <summary>What was asked.</summary>
    public required Intent Intent { get; init; }

    /// <summary>The answer: the narrowest of all grounds, and denied where conditions contradict each other.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The grounds, the narrowest first, each once.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The conditions to keep, each once; they hold only where the use is allowed with them.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>The conditions that the registry shows to be kept.</summary>
    public required IReadOnlyList<Condition> Met { get; init; }

    /// <summary>Conditions that cannot be kept together.</summary>
    public required IReadOnlyList<Conflict> Conflicts { get; init; }

    /// <summary>How many artifacts lineage led to, the content among them.</summary>
    public required int Artifacts { get; init; }

    /// <summary>Whether the use is allowed, with or without conditions.</summary>
    public bool IsAllowed => Outcome is Outcome.Allowed or Outcome.AllowedIf;
}
