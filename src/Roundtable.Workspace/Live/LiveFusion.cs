using System.Collections.Immutable;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;

namespace Roundtable.Workspace.Live;

/// <summary>How far a question that is answered in full has come.</summary>
public sealed record LiveFusion
{
    /// <summary>The phase under way; null before the first.</summary>
    public FusionPhase? Phase { get; init; }

    /// <summary>What asking a few seats first came to, once that is known.</summary>
    public ScoutResult? Scout { get; init; }

    /// <summary>The comparison, once it is made.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The sentences of the fused answer that have passed their checks, by place.</summary>
    public ImmutableSortedDictionary<int, FusedSentence> Sentences { get; init; } = ImmutableSortedDictionary<int, FusedSentence>.Empty;
}
