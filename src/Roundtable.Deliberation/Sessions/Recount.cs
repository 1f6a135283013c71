using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Deliberation.Verdicts.Rules;

namespace Roundtable.Deliberation.Sessions;

/// <summary>Recounts a session's last round under another rule.</summary>
public static class Recount
{
    /// <summary>
    /// Counts all samples of the last round. Each of a seat's K ballots has the weight 1/K, so that every seat has the weight
    /// one whatever calls failed; the weight of samples that abstain is not redistributed.
    /// </summary>
    /// <exception cref="RecountUnavailableException">When no vote carries what the rule needs.</exception>
    /// <exception cref="ArgumentException">When the session has no round, or its ballots do not fit its question and panel.</exception>
    public static RecountResult Under(RecountRule rule, Session session)
    {
        if (session.Rounds.Count == 0)
        {
            throw new ArgumentException("The session has no round to count.", nameof(session));
        }

        var last = session.Rounds[^1];
        var open = session.Question.IsOpen;
        if (open && rule is (RecountRule.Borda or RecountRule.Schulze or RecountRule.Approval))
        {
            throw new RecountUnavailableException(
                rule, $"Positions of an open question carry no rankings or approvals for {RecountRuleName.Of(rule)}: recount by plurality or confidence.");
        }

        var clustering = open ? Groupings.Counted(session.Rounds, session.Clusterings, session.Rules)[^1] : null;
        var round = new RoundChoices(session.Question, session.Panel, last, clustering, session.Rules);
        var options = clustering is null ? session.Question.Options : [.. clustering.Clusters.Select(c => c.Name)];

        var counted = new List<WeighedBallot>();
        var uncounted = new List<UncountedBallot>();
        foreach (var (ballot, weight) in Weighed(round))
        {
            var option = round.OptionOf(ballot);
            var why = option is null ? WhyNoVote(ballot.Choice) : RuleNeeds.Lacking(rule, ballot, options.Count);
            if (why is null)
            {
                counted.Add(new WeighedBallot(ballot, option, weight));
            }
            else
            {
                uncounted.Add(new UncountedBallot(ballot.Id, why));
            }
        }

        if (counted.Count == 0 && last.Ballots.Any(b => round.OptionOf(b) is not null))
        {
            throw new RecountUnavailableException(rule, RuleNeeds.Refusal(rule));
        }

        var scores = ScoresOf(rule, counted, options.Count);
        var seats = counted.Select(b => b.Ballot.Seat).Distinct().Count();
        var objections = round.Choices.Values.Count(c => c.Standing == SeatStanding.Objected);
        IReadOnlyList<int> winners = seats == 0 || seats < session.Settings.Quorum || objections > seats ? [] : WinnersOf(rule, counted, scores);
        return new RecountResult(rule, options, scores, winners, LabelOf(rule, scores, winners), session.Panel.Count, seats, counted.Count, uncounted)
        {
            BeatenBy = rule == RecountRule.Schulze ? SchulzeRule.BeatenBy(SchulzeRule.Pairwise(counted, options.Count)) : null,
        };
    }

    private static IEnumerable<(Ballot Ballot, Fraction Weight)> Weighed(RoundChoices round) =>
        from seat in round.Panel
        orderby seat.Number
        let ballots = round.BallotsOf(seat.Number).ToList()
        from ballot in ballots
        select (ballot, new Fraction(1, ballots.Count));

    private static Fraction[] ScoresOf(RecountRule rule, List<WeighedBallot> ballots, int options) => rule switch
    {
        RecountRule.Plurality => PointRules.Plurality(ballots, options),
        RecountRule.Borda => PointRules.Borda(ballots, options),
        RecountRule.Approval => PointRules.Approval(ballots, options),
        RecountRule.Confidence => PointRules.Confidence(ballots, options),
        RecountRule.Schulze => SchulzeRule.Beaten(SchulzeRule.Pairwise(ballots, options)),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown rule."),
    };

    private static List<int> WinnersOf(RecountRule rule, List<WeighedBallot> ballots, Fraction[] scores)
    {
        if (rule == RecountRule.Schulze)
        {
            return SchulzeRule.Winners(SchulzeRule.Pairwise(ballots, scores.Length));
        }

        var most = scores.Max()!;
        return [.. Enumerable.Range(0, scores.Length).Where(o => scores[o] == most)];
    }

    private static TallyLabel? LabelOf(RecountRule rule, Fraction[] scores, IReadOnlyList<int> winners)
    {
        if (winners.Count != 1)
        {
            return winners.Count == 0 ? TallyLabel.NoVerdict : TallyLabel.Tie;
        }

        if (rule is not (RecountRule.Plurality or RecountRule.Confidence))
        {
            return null;
        }

        var all = scores.Aggregate(Fraction.Zero, (sum, s) => sum + s);
        var ahead = scores[winners[0]];
        return ahead == all ? TallyLabel.Unanimous
            : ahead * new Fraction(3, 2) >= all ? TallyLabel.Supermajority
            : ahead * new Fraction(2, 1) > all ? TallyLabel.Majority
            : TallyLabel.Plurality;
    }

    private static string WhyNoVote(Choice choice) => choice switch
    {
        Choice.Objection => "It objects to the question.",
        Choice.Refusal => "It is a refusal.",
        Choice.Unparsed => "It did not parse.",
        _ => "It abstains.",
    };
}
