using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Sessions;

/// <summary>What each seat chose in a round of a finished session, with the option indices of its verdict.</summary>
public sealed class SeatChoices
{
    private readonly RoundChoices _choices;

    private SeatChoices(RoundChoices choices) => _choices = choices;

    /// <summary>The choice of every invited seat by its number.</summary>
    public IReadOnlyDictionary<int, SeatChoice> BySeat => _choices.Choices;

    /// <summary>The choices of one round.</summary>
    /// <param name="session">The session.</param>
    /// <param name="round">The round, from 1.</param>
    public static SeatChoices Of(Session session, int round)
    {
        var clustering = session.Question.IsOpen
            ? Groupings.Counted(session.Rounds, session.Clusterings, session.Rules)[round - 1].Aligned(session.Verdict.Options)
            : null;
        return new SeatChoices(new RoundChoices(session.Question, session.Panel, session.Rounds[round - 1], clustering, session.Rules));
    }

    /// <summary>Which of the verdict's options a ballot of this round is for, or null.</summary>
    public int? OptionOf(Ballot ballot) => _choices.OptionOf(ballot);
}
