using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Minutes;

/// <summary>Everything that minutes are built from.</summary>
/// <param name="Question">The question.</param>
/// <param name="Panel">The seats, by number.</param>
/// <param name="Rounds">The rounds held, at least one.</param>
/// <param name="Clusterings">For an open question one for each round; else empty.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record Proceedings(
    Question Question,
    IReadOnlyList<Seat> Panel,
    IReadOnlyList<Round> Rounds,
    IReadOnlyList<Clustering> Clusterings,
    Verdict Verdict)
{
    /// <summary>Every ballot of every round.</summary>
    internal IEnumerable<Ballot> Ballots => Rounds.SelectMany(r => r.Ballots);

    /// <summary>The verdict's options that had a ballot in any round: what the minutes must argue for, dissent included.</summary>
    internal IReadOnlyList<int> Argued => [.. Ballots.Select(OptionOf).OfType<int>().Distinct().Order()];

    /// <summary>Which of the verdict's options a ballot is for, or null.</summary>
    internal int? OptionOf(Ballot ballot)
    {
        if (ballot.Choice is Choice.Vote vote)
        {
            return vote.Option;
        }

        if (ballot.Choice is not Choice.Position)
        {
            return null;
        }

        var clustering = Clusterings.LastOrDefault(c => c.Round == ballot.Round) ?? Clustering.ByText(Rounds[ballot.Round - 1]);
        var held = clustering.Aligned(Verdict.Options).Clusters.ToList().FindIndex(c => c.Seats.Contains(ballot.Seat));
        return held < 0 ? null : held;
    }
}
