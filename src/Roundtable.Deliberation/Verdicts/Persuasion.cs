namespace Roundtable.Deliberation.Verdicts;

/// <summary>An edge of the persuasion graph.</summary>
/// <param name="From">Number of the seat that persuaded.</param>
/// <param name="To">Number of the seat that changed its choice.</param>
/// <param name="Round">The round in which it did.</param>
/// <param name="Ballot">Id of the ballot that it names as the reason.</param>
public sealed record Persuasion(int From, int To, int Round, string Ballot);
