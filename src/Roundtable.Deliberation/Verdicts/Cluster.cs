namespace Roundtable.Deliberation.Verdicts;

/// <summary>Positions of an open question with the same meaning. Every seat that stated a position belongs to exactly one cluster.</summary>
/// <param name="Name">The position in a few words.</param>
/// <param name="Seats">Numbers of the seats, ascending.</param>
public sealed record Cluster(string Name, IReadOnlyList<int> Seats);
