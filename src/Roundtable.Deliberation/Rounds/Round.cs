using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Rounds;

/// <summary>One ballot (or, with samples, several) from each seat that is present.</summary>
/// <param name="Number">The round, from 1; round one is blind.</param>
/// <param name="Ballots">By seat, then by sample.</param>
/// <param name="Absences">The seats that gave none, by seat.</param>
public sealed record Round(int Number, IReadOnlyList<Ballot> Ballots, IReadOnlyList<Absence> Absences);
