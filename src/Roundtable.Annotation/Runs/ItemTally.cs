using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Annotation.Runs;

/// <summary>The tally of a choice about one item.</summary>
public static class ItemTally
{
    /// <summary>
    /// The tally; null where the run asks for no choice. A seat with several samples votes for the option that most of them named; where two are even, it
    /// counts as having abstained. A seat that was not asked, because the others left no doubt, is not among those invited.
    /// </summary>
    public static Tally? Of(RunPlan plan, ItemResult result)
    {
        if (plan.Question is not RunQuestion.Choice choice)
        {
            return null;
        }

        var votes = new int[choice.Options.Count > 0 ? choice.Options.Count : result.Options?.Count ?? 0];
        var (abstentions, objections, refusals, unparsed, absent) = (0, 0, 0, 0, 0);
        foreach (var seat in result.Seats.GroupBy(s => s.Seat))
        {
            switch (Said([.. seat]))
            {
                case SeatAnswer.Vote vote:
                    votes[vote.Option]++;
                    break;
                case SeatAnswer.CannotTell:
                    abstentions++;
                    break;
                case SeatAnswer.Objection:
                    objections++;
                    break;
                case SeatAnswer.Refusal:
                    refusals++;
                    break;
                case SeatAnswer.Unreadable:
                    unparsed++;
                    break;
                default:
                    absent++;
                    break;
            }
        }

        return new Tally(votes, abstentions, objections, refusals, unparsed, absent, plan.Settings.Quorum);
    }

    private static SeatAnswer Said(IReadOnlyList<SeatResult> samples)
    {
        var votes = samples.Select(s => s.Answer).OfType<SeatAnswer.Vote>().GroupBy(v => v.Option).OrderByDescending(g => g.Count()).ToList();
        return votes.Count == 0 ? samples[0].Answer
            : votes.Count > 1 && votes[0].Count() == votes[1].Count() ? new SeatAnswer.CannotTell()
            : votes[0].First();
    }
}
