using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>Tallies one round.</summary>
public static class RoundTally
{
    /// <summary>Counts every invited seat once, by <see cref="SeatChoice"/> and the current rules.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="panel">The invited seats: the denominator.</param>
    /// <param name="settings">The settings, for their quorum.</param>
    /// <param name="round">The round to count.</param>
    /// <param name="clustering">
    /// For an open question, the clustering of this round's positions, which take the place of options; where it is null,
    /// equal texts are grouped. Ignored for a question with options.
    /// </param>
    /// <exception cref="ArgumentException">
    /// When a ballot is from a seat that is not on the panel, votes for an option that does not exist, or states a position
    /// that is in no cluster or in two.
    /// </exception>
    public static Tally Of(
        Question question, IReadOnlyList<Seat> panel, SessionSettings settings, Round round, Clustering? clustering) =>
        new RoundChoices(question, panel, round, clustering, CountingRules.Current).Count(settings.Quorum);
}
