using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Scores of single seats.</summary>
internal static class SeatScores
{
    private const double MicroDollars = 1e6;

    /// <summary>The score of a seat.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="points">Its points.</param>
    /// <param name="seat">The seat.</param>
    /// <param name="accuracy">The mean of its points.</param>
    /// <param name="single">Its points.</param>
    public static SeatScore Of(BenchVotes bench, PanelPoints points, string seat, MeanWithInterval accuracy, double[] single)
    {
        var columns = points.ColumnsOf(seat);
        var facts = columns.Select(c => bench.Facts[c]).ToList();
        var answers = (double)columns.Length * bench.Votes.Items.Count;
        var missing = columns.Sum(c => bench.Gold.Items.Count(i => bench.Votes[i, c] == VoteTable.None));
        return new SeatScore(seat, accuracy, columns.Length * bench.Gold.Items.Count, missing)
        {
            Reasons = facts.SelectMany(f => f.Missing).GroupBy(m => m.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Sum(m => m.Value), StringComparer.Ordinal),
            WithUnit = facts.Sum(f => f.WithUnit),
            Samples = columns.Max(c => bench.Columns[c].Sample),
            UsdPerAnswer = facts.Exists(f => f.MicroDollars is null) ? null : facts.Sum(f => f.MicroDollars) / MicroDollars / answers,
            TokensPerAnswer = facts.Exists(f => f.Tokens is null) ? null : facts.Sum(f => f.Tokens) / answers,
            Calibration = Stated(bench, columns, single),
        };
    }

    /// <summary>How well a seat knows how often it is right: its mean confidence on each item on which it states one, against its points.</summary>
    private static CalibrationError? Stated(BenchVotes bench, int[] columns, double[] single)
    {
        if (bench.Confidences is not { } confidences)
        {
            return null;
        }

        List<(double Confidence, double Points)> stated = [];
        foreach (var (item, place) in bench.Gold.Items.Select((item, place) => (item, place)))
        {
            var told = columns.Select(c => confidences[(item * bench.Columns.Count) + c]).Where(c => !float.IsNaN(c)).ToList();
            if (told.Count > 0)
            {
                stated.Add((told.Average(), single[place]));
            }
        }

        return stated.Count == 0 ? null : CalibrationError.Of([.. stated.Select(s => s.Confidence)], [.. stated.Select(s => s.Points)]);
    }
}
