namespace Roundtable.Deliberation.Verdicts;

/// <summary>An edge of the graph of who persuaded whom.</summary>
/// <param name="From">Number of the seat whose argument was named.</param>
/// <param name="To">Number of the seat that moved.</param>
/// <param name="Round">The round in which it moved.</param>
/// <param name="Ballot">Id of the ballot whose argument was named.</param>
public sealed record Persuasion(int From, int To, int Round, string Ballot);
