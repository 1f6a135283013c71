using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Rounds;

/// <summary>One ballot (or, with samples, several) from each seat that is present.</summary>
/// <param name="Number">The round, from 1; round one is blind.</param>
/// <param name="Ballots">By seat, then by sample.</param>
/// <param name="Absences">The seats that cast none, by seat.</param>
public sealed record Round(int Number, IReadOnlyList<Ballot> Ballots, IReadOnlyList<Absence> Absences)
{
    /// <summary>One ballot per seat to represent it: the first of those with its samples' most frequent choice.</summary>
    internal IEnumerable<Ballot> Voices =>
        Ballots
            .GroupBy(b => b.Seat)
            .OrderBy(g => g.Key)
            .Select(g => g
                .GroupBy(b => (b.Choice.GetType(), (b.Choice as Choice.Vote)?.Option))
                .OrderByDescending(said => said.Count())
                .First()
                .First());
}
