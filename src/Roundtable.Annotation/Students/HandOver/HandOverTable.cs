using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Students.HandOver;

/// <summary>What it costs to hand the texts of which a student is least sure to its teacher, and what that gains.</summary>
/// <param name="Points">From nothing handed over to everything.</param>
/// <param name="CostPerText">What the teacher costs for one text, in US dollars; null where unknown, which is never free.</param>
public sealed record HandOverTable(IReadOnlyList<HandOverPoint> Points, decimal? CostPerText)
{
    private const int Steps = 20;

    /// <summary>Makes the table.</summary>
    /// <param name="tested">What the student said of texts that it was not taught; one at least.</param>
    /// <param name="costPerText">What the teacher costs for one text, in US dollars; null where unknown.</param>
    public static HandOverTable Of(IReadOnlyList<TestedText> tested, decimal? costPerText)
    {
        var ranked = tested.OrderBy(t => t.Probability).ToList();
        List<HandOverPoint> points = [];
        for (var step = 0; step <= Steps; step++)
        {
            var handed = (int)((long)ranked.Count * step / Steps);

            // Texts of one probability are handed over together or not at all.
            while (handed > 0 && handed < ranked.Count && ranked[handed].Probability == ranked[handed - 1].Probability)
            {
                handed--;
            }

            if (points.Count == 0 || points[^1].HandedOver.Hits < handed)
            {
                points.Add(Point(ranked, handed));
            }
        }

        return new HandOverTable(points, costPerText);
    }

    private static HandOverPoint Point(List<TestedText> ranked, int handed)
    {
        var kept = ranked[handed..];
        var known = ranked.Select((t, i) => (Text: t, IsHanded: i < handed)).Where(t => t.Text.Gold != VoteTable.None).ToList();
        return new HandOverPoint(
            handed == ranked.Count ? null : handed == 0 ? 0 : ranked[handed].Probability,
            new Frequency(handed, ranked.Count),
            Frequency.Of(kept.Where(t => t.Teacher != VoteTable.None), t => t.Student == t.Teacher),
            Frequency.Of(kept.Where(t => t.Gold != VoteTable.None), t => t.Student == t.Gold),
            Frequency.Of(known, t => (t.IsHanded ? t.Text.Teacher : t.Text.Student) == t.Text.Gold));
    }
}

/// <summary>One threshold.</summary>
/// <param name="MinProbability">The least probability with which the student answers by itself; null where it never does.</param>
/// <param name="HandedOver">Of the texts, how many are handed over.</param>
/// <param name="Agreement">Of those it answers by itself, on how many it agrees with the teacher.</param>
/// <param name="Right">Of those it answers by itself and that have gold, how many are right.</param>
/// <param name="Pair">Of all texts with gold, how many the two get right together: the teacher those that are handed over, the student the others.</param>
public sealed record HandOverPoint(double? MinProbability, Frequency HandedOver, Frequency Agreement, Frequency Right, Frequency Pair);
