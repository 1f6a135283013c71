using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>What debates changed.</summary>
internal static class Debates
{
    /// <summary>Compares first votes with last ones.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="points">Its points.</param>
    /// <param name="before">The majority's points in the first round.</param>
    /// <param name="after">The majority's points after the debate.</param>
    /// <param name="gain">The mean of their differences.</param>
    public static DebateScore Of(BenchVotes bench, PanelPoints points, double[] before, double[] after, MeanWithInterval gain) => new(
        new McNemarTest(
            before.Zip(after).Count(p => p is { First: 1, Second: 0 }),
            before.Zip(after).Count(p => p is { First: 0, Second: 1 })),
        gain,
        [.. points.Seats.Select(s => Moves(bench, s, points.ColumnsOf(s), points.ColumnsOf(s, afterDebate: true)))]);

    private static SeatMoves Moves(BenchVotes bench, string seat, int[] before, int[] after)
    {
        var (worse, better, other) = (0, 0, 0);
        foreach (var first in before)
        {
            var last = Array.FindIndex(after, c => bench.Columns[c] == bench.Columns[first] with { AfterDebate = true }) is var at and >= 0 ? after[at] : -1;
            foreach (var item in last < 0 ? [] : bench.Gold.Items)
            {
                var (x, y, right) = (bench.Votes[item, first], bench.Votes[item, last], bench.Gold[item]);
                worse += x == right && y != right ? 1 : 0;
                better += x != right && y == right ? 1 : 0;
                other += x != right && y != right && x != y && x != VoteTable.None && y != VoteTable.None ? 1 : 0;
            }
        }

        return new SeatMoves(seat, new McNemarTest(worse, better), other);
    }
}
