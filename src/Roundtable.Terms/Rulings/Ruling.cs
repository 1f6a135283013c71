using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;

namespace Roundtable.Terms.Rulings;

/// <summary>A ruling on whether content may be used, with all of its grounds.</summary>
public sealed record Ruling
{
    /// <summary>The content.</summary>
    public required Artifact Content { get; init; }

    /// <summary>The intended use.</summary>
    public required Intent Intent { get; init; }

    /// <summary>The most restrictive outcome of all grounds; denied where conditions conflict.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The distinct grounds, the most restrictive first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The distinct conditions to meet; relevant only where the outcome is allowed with conditions.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>The conditions that are already met according to the registry.</summary>
    public required IReadOnlyList<Condition> Met { get; init; }

    /// <summary>Conditions that cannot be met together.</summary>
    public required IReadOnlyList<Conflict> Conflicts { get; init; }

    /// <summary>Number of artifacts in the lineage, including the content.</summary>
    public required int Artifacts { get; init; }

    /// <summary>Whether the use is allowed, with or without conditions.</summary>
    public bool IsAllowed => Outcome is Outcome.Allowed or Outcome.AllowedIf;
}
