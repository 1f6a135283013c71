using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Verdicts.Rules;

namespace Roundtable.Deliberation.Reviews;

/// <summary>
/// Counts rankings by the rules of recounts: answers are ordered by the Schulze method, for which it does not matter that every reviewer leaves out its own
/// answer, since two answers are compared by those who rank both. Borda points decide between answers that none of the others tells apart.
/// </summary>
public static class ReviewCount
{
    /// <summary>Where each answer stands, the best first; empty where no review has a ranking of two or more.</summary>
    /// <param name="given">The answers that count, by seat.</param>
    /// <param name="reviews">The reviews.</param>
    public static IReadOnlyList<Standing> Of(IReadOnlyList<Answer> given, IReadOnlyList<Review> reviews)
    {
        var places = given.Select((a, i) => (a.Seat, Index: i)).ToDictionary(p => p.Seat, p => p.Index);
        var rankings = reviews
            .Where(r => r.Ranking.Count > 1 && r.Ranking.All(places.ContainsKey))
            .Select(r => new WeighedBallot(Ballot(r, [.. r.Ranking.Select(s => places[s])]), null, Fraction.One))
            .ToList();
        if (rankings.Count == 0)
        {
            return [];
        }

        var pairwise = SchulzeRule.Pairwise(rankings, given.Count);
        var (beats, beatenBy, points) = (SchulzeRule.Beaten(pairwise), SchulzeRule.BeatenBy(pairwise), PointRules.Borda(rankings, given.Count));
        var all = given.Select((a, i) => new Standing(
            a.Seat, 0, (int)beats[i].Numerator, beatenBy[i], (int)points[i].Numerator, rankings.Count(r => Ranked(r).Contains(i)))).ToList();
        return
        [
            .. all
                .Select(s => s with { Place = 1 + all.Count(o => Order(o).CompareTo(Order(s)) < 0) })
                .OrderBy(s => s.Place)
                .ThenBy(s => s.Seat),
        ];
    }

    /// <summary>The fewer beat it, and the more it beats, the better; points decide last.</summary>
    private static (int BeatenBy, int Beats, int Points) Order(Standing standing) => (standing.BeatenBy, -standing.Beats, -standing.Points);

    private static IReadOnlyList<int> Ranked(WeighedBallot ballot) => ((Choice.Vote)ballot.Ballot.Choice).Ranking!;

    private static Ballot Ballot(Review review, IReadOnlyList<int> ranking) =>
        new(1, review.Seat, 1, new Choice.Vote(ranking[0], ranking), "", review.Text, review.Receipt);
}
