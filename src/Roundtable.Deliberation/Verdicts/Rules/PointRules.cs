using Roundtable.Deliberation.Ballots;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>The rules under which each ballot awards points and the option with the most points wins.</summary>
internal static class PointRules
{
    public static Fraction[] Plurality(IEnumerable<WeighedBallot> ballots, int options) =>
        Sum(ballots, options, b => [(b.Option!.Value, Fraction.One)]);

    public static Fraction[] Confidence(IEnumerable<WeighedBallot> ballots, int options) =>
        Sum(ballots, options, b => [(b.Option!.Value, Fraction.Of(b.Ballot.Confidence!.Value))]);

    public static Fraction[] Approval(IEnumerable<WeighedBallot> ballots, int options) =>
        Sum(ballots, options, b => ((Choice.Vote)b.Ballot.Choice).Approved!.Select(o => (o, Fraction.One)));

    public static Fraction[] Borda(IEnumerable<WeighedBallot> ballots, int options) =>
        Sum(ballots, options, b => ((Choice.Vote)b.Ballot.Choice).Ranking!.Select((o, place) => (o, new Fraction(options - 1 - place, 1))));

    private static Fraction[] Sum(IEnumerable<WeighedBallot> ballots, int options, Func<WeighedBallot, IEnumerable<(int Option, Fraction Points)>> points)
    {
        var scores = new Fraction[options];
        Array.Fill(scores, Fraction.Zero);
        foreach (var ballot in ballots)
        {
            foreach (var (option, given) in points(ballot))
            {
                scores[option] += given * ballot.Weight;
            }
        }

        return scores;
    }
}
