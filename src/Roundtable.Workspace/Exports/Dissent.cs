using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>
/// Those who did not come to the result of a vote, and what they say: what stands beside the minutes. Plain text, raw like <see cref="VerdictText"/>.
/// </summary>
/// <param name="Leader">The option that leads; null where none does, and then every side is listed.</param>
/// <param name="Summary">How many dissent, out of how many, as a sentence.</param>
/// <param name="Sides">The options other than the leading one that had votes in any round, those with the most votes first.</param>
/// <param name="Objections">The objections to the question.</param>
public sealed record Dissent(int? Leader, string Summary, IReadOnlyList<DissentSide> Sides, IReadOnlyList<Ballot> Objections)
{
    /// <summary>The dissent of a vote, from the tally of its verdict and the choices that it counts.</summary>
    public static Dissent Of(Session session)
    {
        var tally = session.Verdict.Final;
        var leader = tally.Label is TallyLabel.NoVerdict or TallyLabel.Tie ? null : tally.Leader;
        var choices = SeatChoices.Of(session, session.Rounds.Count);
        var arguments = session.Minutes.Arguments.ToDictionary(a => a.Option);
        var sides = Enumerable.Range(0, session.Verdict.Options.Count)
            .Where(o => o != leader && (tally.Votes[o] > 0 || arguments.ContainsKey(o)))
            .OrderByDescending(o => tally.Votes[o]).ThenBy(o => o)
            .Select(o => new DissentSide(
                o, [.. session.Panel.Select(s => s.Number).Where(s => choices.BySeat[s].Option == o)], arguments.GetValueOrDefault(o)))
            .ToList();
        var objections = session.Rounds[^1].Ballots.Where(b => b.Choice is Choice.Objection).ToList();
        return new Dissent(leader, Sentence(tally, leader), sides, objections);
    }

    /// <summary>How far the seats of an answer in full contradict each other, as a sentence; what was not compared is not called free of dissent.</summary>
    public static string Of(FusedSession session)
    {
        var figures = FusedFigures.Of(session);
        return figures switch
        {
            { Kind: FusedKind.Fields, FieldsApart: > 0 } =>
                T("The seats differ on {0} of {1, plural, one {# field} other {# fields}}.", figures.FieldsApart, figures.Fields),
            { Kind: FusedKind.Fields } => T("The seats that answered agree on all of {0, plural, one {# field} other {# fields}}.", figures.Fields),
            _ when session.Comparison is null => T("The answers were not compared, so nothing is known of dissent among them."),
            { Disputed: > 0 } =>
                T("{0, plural, one {# point is} other {# points are}} disputed among {1, plural, one {# answer} other {# answers}}.", figures.Disputed,
                    figures.Given),
            _ => T("No contradiction was found among {0, plural, one {# answer} other {# answers}}, over {1, plural, one {# point} other {# points}}.",
                figures.Given, figures.Consensus + figures.Partial + figures.OneModel),
        };
    }

    /// <summary>The points of a comparison over which answers contradict each other.</summary>
    public static IReadOnlyList<ComparisonPoint> PointsOf(FusedSession session) =>
        [.. (session.Comparison?.Points ?? []).Where(p => p.Kind == PointKind.Contradiction)];

    private static string Sentence(Tally tally, int? leader)
    {
        if (leader is not { } ahead)
        {
            return tally.Label == TallyLabel.Tie ? T("No option leads.") : T("There is no verdict to dissent from.");
        }

        var (others, silent) = (tally.Cast - tally.Votes[ahead], tally.Invited - tally.Cast);
        var rest = silent == 0 ? "" : T("; {0, plural, one {# seat} other {# seats}} of {1} did not vote", silent, tally.Invited);
        return others == 0
            ? T("No vote dissents: {0, plural, one {the one vote is} other {all # votes are}} for it{1}.", tally.Cast, rest)
            : T("{0} of {1, plural, one {# vote} other {# votes}} {0, plural, one {dissents} other {dissent}}{2}.", others, tally.Cast, rest);
    }
}

/// <summary>One side that did not prevail.</summary>
/// <param name="Option">The option, or the cluster of an open question, from 0.</param>
/// <param name="Seats">The seats that chose it in the last round, by number; none where all have left it.</param>
/// <param name="Argument">Its strongest argument in the minutes; null where they have none.</param>
public sealed record DissentSide(int Option, IReadOnlyList<int> Seats, StrongestArgument? Argument);
