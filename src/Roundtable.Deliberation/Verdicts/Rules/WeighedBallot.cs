using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>A ballot and how much it weighs.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Option">Option or cluster that it votes for, or null.</param>
/// <param name="Weight">One over the ballots that its seat gave, so that every seat weighs one.</param>
internal sealed record WeighedBallot(Ballot Ballot, int? Option, Fraction Weight);
