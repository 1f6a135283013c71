using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>A ballot and its weight.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Option">Option or cluster that it votes for, or null.</param>
/// <param name="Weight">One divided by the number of ballots of its seat, so that every seat has the weight one.</param>
internal sealed record WeighedBallot(Ballot Ballot, int? Option, Fraction Weight);
