using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>What came of asking a seat for one ballot: a ballot, a failure, or both where an answer that cannot be read was not repaired.</summary>
/// <param name="Ballot">The ballot, or null.</param>
/// <param name="Failure">Why there is none, or no better one, in one sentence; null where nothing failed.</param>
internal sealed record SeatAnswer(Ballot? Ballot, string? Failure = null)
{
    /// <summary>Whether the failure passes: the seat may answer when it is asked again.</summary>
    public bool Passes { get; init; }

    /// <summary>The limit of tokens that cut the answer, where it was one of ours that can be raised; else null.</summary>
    public int? CutAt { get; init; }

    /// <summary>How many attempts were made; the next one has this number.</summary>
    public int Attempts { get; init; }
}
