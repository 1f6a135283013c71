namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>A ballot that a rule could not count.</summary>
/// <param name="Ballot">Its id.</param>
/// <param name="Why">One sentence.</param>
public sealed record UncountedBallot(string Ballot, string Why);
