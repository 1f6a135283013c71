using Roundtable.Annotation.Scores;

namespace Roundtable.Annotation.Evaluation;

/// <summary>Makes the report of a bench from its votes alone: the same votes give the same report, whoever asked for them and when.</summary>
public static class BenchEvaluation
{
    /// <summary>The fewest items with a known answer that a report is made of.</summary>
    public const int MinItems = 2;

    /// <summary>Evaluates a bench.</summary>
    /// <exception cref="ArgumentException">When fewer than <see cref="MinItems"/> items have a known answer, or the cascade names a seat that there is not,
    /// or fewer than two, or a rule is not known or cannot be applied to these votes.</exception>
    public static BenchReport Evaluate(BenchVotes bench, BenchSettings settings, CancellationToken cancellation = default)
    {
        if (bench.Gold.Items.Count < MinItems)
        {
            throw new ArgumentException($"{bench.Gold.Items.Count} items have a known answer; a report needs at least {MinItems}.", nameof(bench));
        }

        var points = new PanelPoints(bench);
        var seats = points.Seats.Select(s => points.Single(points.ColumnsOf(s))).ToList();
        var majority = points.Plurality(points.Panel);
        var best = BestSeat.OnOtherHalf(seats, settings.Seed);
        var rules = new RulePoints(bench, points, settings, seats, majority, best, cancellation);
        var after = points.AfterDebate.Length == 0 ? null : points.Plurality(points.AfterDebate);
        List<double[]> scores = [.. seats, .. rules.Scores];
        List<double[]> debated = after is null ? []
            : [.. points.Seats.Select(s => points.Single(points.ColumnsOf(s, afterDebate: true))), Minus(after, majority)];
        scores.AddRange(debated);
        var means = ItemResamples.Means(scores, settings.Seed, cancellation);
        var debatedMeans = means.Skip(scores.Count - debated.Count).ToList();
        var support = points.Support(points.Panel);
        double[] shares = [.. support.Select(s => s.Cast == 0 ? 0 : (double)s.Leading / s.Cast)];
        return new BenchReport
        {
            Items = bench.Gold.Items.Count,
            WithoutAnswer = bench.Votes.Items.Count - bench.Gold.Items.Count,
            Match = bench.Match,
            PanelVotes = points.Panel.Length,
            Seats = [.. points.Seats.Select((s, i) => SeatScores.Of(bench, points, s, means[i], seats[i]) with
            {
                AfterDebate = after is null ? null : debatedMeans[i],
            })],
            Rules = rules.Read([.. means.Skip(seats.Count).Take(rules.Scores.Count)]),
            Debate = after is null ? null : Debates.Of(bench, points, majority, after, debatedMeans[^1]),
            Agreement = AgreementLevels.Of(support, majority, points.Panel.Length, settings.Seed, cancellation),
            Dependence = ErrorCounts.Of(bench, points),
            Calibration = CalibrationError.Of(shares, majority, seed: settings.Seed),
            RiskCoverage = RiskCoverage.Of(shares, majority),
            Categories = CategoryScores.Of(bench, majority, best, settings.Seed),
        };
    }

    /// <summary>The first points minus the second, item by item.</summary>
    internal static double[] Minus(double[] first, double[] second) => [.. first.Zip(second, (a, b) => a - b)];
}
