using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Reviews;

namespace Roundtable.Deliberation.Fusion;

/// <summary>What is computed from the material of a fused answer.</summary>
/// <param name="Standings">Where each answer stands by the reviews, the best first.</param>
/// <param name="Comparison">The comparison, or null.</param>
/// <param name="Fused">The fused answer.</param>
public sealed record FusionResult(IReadOnlyList<Standing> Standings, Comparison? Comparison, FusedAnswer Fused)
{
    /// <summary>The fused fields, where a schema was given and seats answered; else null.</summary>
    public FusedFields? Fields { get; init; }
}
