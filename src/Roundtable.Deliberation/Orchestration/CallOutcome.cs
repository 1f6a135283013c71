using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>What came of a call: an answer that can be read, or why there is none.</summary>
/// <param name="Answer">The answer; null where the call failed or a limit cut it.</param>
/// <param name="Failure">Why there is none, in one sentence.</param>
internal sealed record CallOutcome(RecordedAnswer? Answer, string? Failure = null)
{
    /// <summary>Whether the failure passes.</summary>
    public bool Passes { get; init; }

    /// <summary>The limit of tokens that cut the answer, where it was ours and can be raised; else null.</summary>
    public int? CutAt { get; init; }
}
