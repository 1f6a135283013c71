using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>What came of asking a seat again after its session had ended.</summary>
/// <param name="Ballots">Its ballots, one a sample that was answered; none where it was absent again.</param>
/// <param name="Failure">Why it was absent again, in one sentence; null where it was not.</param>
/// <param name="Spend">What asking it used.</param>
/// <param name="SeatSpends">The same by seat.</param>
public sealed record LateBallots(IReadOnlyList<Ballot> Ballots, string? Failure, Spend Spend, IReadOnlyList<SeatSpend> SeatSpends);
