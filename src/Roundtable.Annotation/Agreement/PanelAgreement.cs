using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Annotation.Agreement;

/// <summary>How the seats of a run agree: with each other, with themselves in another order, and in their errors.</summary>
/// <param name="Seats">Each seat by itself.</param>
/// <param name="Alpha">Krippendorff's alpha of the seats, nominal, over items with a bootstrap interval; null where it is undefined.</param>
/// <param name="Independence">
/// How many independent votes the seats amount to, by the measure of verdicts (docs/verdicts.md): agreement beyond chance of different seats, chance being
/// one in so many
/// classes. Null where no two seats share <see cref="IndependenceMeasure.MinSharedItems"/> items.
/// </param>
/// <param name="Errors">How errors of two seats coincide; null without gold or with one seat.</param>
public sealed record PanelAgreement(IReadOnlyList<SeatAgreement> Seats, AlphaEstimate? Alpha, Independence? Independence, SharedErrors? Errors)
{
    /// <summary>Measures a run. A seat with several sources (orders, samples) is represented by its plurality, none where that ties.</summary>
    /// <param name="table">The votes.</param>
    /// <param name="gold">What people say.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static PanelAgreement Of(VoteTable table, GoldLabels gold, long seed)
    {
        var merged = SeatVotes.Merge(table);
        var seats = merged.Sources.Select((s, i) => SeatAgreement.Of(table, merged, i, gold)).ToList();
        return new PanelAgreement(seats, KrippendorffAlpha.Estimate(merged, seed), IndependenceOf(merged), SharedErrors.Of(merged, gold));
    }

    private static Independence? IndependenceOf(VoteTable seats)
    {
        var (items, pairs, same) = (0, 0, 0L);
        var least = int.MaxValue;
        for (var a = 0; a < seats.Sources.Count; a++)
        {
            for (var b = a + 1; b < seats.Sources.Count; b++)
            {
                var shared = 0;
                for (var i = 0; i < seats.Items.Count; i++)
                {
                    var (x, y) = (seats[i, a], seats[i, b]);
                    if (x != VoteTable.None && y != VoteTable.None)
                    {
                        shared++;
                        same += x == y ? 1 : 0;
                    }
                }

                (pairs, least) = (pairs + shared, Math.Min(least, shared));
            }
        }

        for (var i = 0; i < seats.Items.Count; i++)
        {
            items += seats.Of(i).Length - seats.Of(i).Count(VoteTable.None) >= 2 ? 1 : 0;
        }

        return seats.Sources.Count < 2 || seats.Classes.Count < 2 || least < IndependenceMeasure.MinSharedItems
            ? null
            : IndependenceMeasure.Of([.. seats.Sources.Select(_ => 1)], new SharedAgreement(items, pairs, (int)same, 1.0 / seats.Classes.Count));
    }
}
