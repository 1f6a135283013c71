using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>Computes a verdict from ballots. docs/verdicts.md explains the arithmetic.</summary>
public static class VerdictCount
{
    private const string NoRound = "A verdict needs at least one round.";

    /// <summary>
    /// The verdict. The same arguments give the same verdict, bit for bit, on any machine.
    /// <para>
    /// For an open question the clusters are the options. Clusters of different rounds with the same name (ignoring white
    /// space and case) are the same. The verdict's options are the clusters of the last round, in their order, followed by
    /// those of earlier rounds that no seat holds any more, by first appearance, so that every count and every move of the
    /// verdict refers to one list.
    /// </para>
    /// </summary>
    /// <param name="question">What was asked.</param>
    /// <param name="panel">The invited seats: the denominator.</param>
    /// <param name="settings">The settings, for their quorum and number of samples.</param>
    /// <param name="rounds">The rounds held, in order; at least one.</param>
    /// <param name="clusterings">For an open question, one for each round; equal texts are grouped where one is missing.</param>
    /// <param name="stop">Why the rounds ended.</param>
    /// <param name="independence">
    /// How independent the votes are, as it was measured when the verdict was made; null to assume it by model and family. A replay passes on what the session
    /// says: a measure of today is no part of a verdict of then.
    /// </param>
    /// <param name="rules">The version of the rules, that of the session's format.</param>
    /// <exception cref="ArgumentException">
    /// When there is no round, or a ballot is from a seat that is not on the panel, votes for an option that does not exist,
    /// or states a position that is in no cluster or in two.
    /// </exception>
    public static Verdict Of(
        Question question,
        IReadOnlyList<Seat> panel,
        SessionSettings settings,
        IReadOnlyList<Round> rounds,
        IReadOnlyList<Clustering> clusterings,
        StopReason stop,
        Independence? independence = null,
        CountingRules rules = CountingRules.Current)
    {
        if (rounds.Count == 0)
        {
            throw new ArgumentException(NoRound, nameof(rounds));
        }

        var groups = question.IsOpen ? Groupings.Counted(rounds, clusterings, rules) : [];
        var options = question.IsOpen ? NamesOf(groups) : question.Options;
        var read = rounds
            .Select((r, i) => new RoundChoices(question, panel, r, question.IsOpen ? groups[i].Aligned(options) : null, rules))
            .ToList();

        var first = read[0].Count(settings.Quorum);
        var final = read[^1].Count(settings.Quorum);
        var moves = MoveCount.Of(read, settings.Quorum, rules);
        var consistency = settings.Samples > 1 ? ConsistencyCount.Of(read[^1]) : [];
        return new Verdict(
            options,
            first,
            final,
            rounds.Count,
            stop,
            moves,
            MoveCount.Persuasions(moves, read),
            MoveCount.LooksLikeHerding(moves),
            AgreementCount.Of(read[0], first, rules),
            AgreementCount.Of(read[^1], final, rules),
            consistency,
            ConsistencyCount.Within(consistency),
            ConsistencyCount.Between(read[^1]),
            CampCount.Of(read[^1]),
            rules == CountingRules.First ? null : independence ?? Independence.Assume(read[^1].Voters.Select(s => s.Model)),
            rules == CountingRules.First ? CampCount.EffectiveVotes(read[^1]) : null);
    }

    /// <summary>What keeps a session's rounds from being counted, as a sentence; null where nothing does, so that <see cref="Of"/> gives a verdict.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="panel">The invited seats.</param>
    /// <param name="rounds">The rounds held, in order.</param>
    /// <param name="clusterings">For an open question, how its positions were grouped.</param>
    /// <param name="rules">The version of the rules.</param>
    public static string? Problem(
        Question question,
        IReadOnlyList<Seat> panel,
        IReadOnlyList<Round> rounds,
        IReadOnlyList<Clustering> clusterings,
        CountingRules rules = CountingRules.Current)
    {
        if (rounds.Count == 0)
        {
            return NoRound;
        }

        var groups = question.IsOpen ? Groupings.Counted(rounds, clusterings, rules) : [];
        return rounds.Select((r, i) => RoundChoices.Problem(question, panel, r, question.IsOpen ? groups[i] : null)).FirstOrDefault(p => p is not null);
    }

    /// <summary>The seats that vote in the last round: whose independence a verdict states.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="panel">The invited seats.</param>
    /// <param name="round">The last round.</param>
    /// <param name="clustering">For an open question, how its positions were grouped.</param>
    public static IReadOnlyList<Seat> Voters(Question question, IReadOnlyList<Seat> panel, Round round, Clustering? clustering) =>
        [.. new RoundChoices(question, panel, round, clustering, CountingRules.Current).Voters];

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<Clustering> groups) =>
    [
        .. groups.TakeLast(1).Concat(groups.SkipLast(1))
            .SelectMany(g => g.Clusters)
            .Select(c => c.Name)
            .DistinctBy(Name.Key, StringComparer.Ordinal),
    ];
}
