using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using Roundtable.Workspace.Charts;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Benches;

/// <summary>Pictures of a bench's report; the numbers stand in the tables beside them.</summary>
public static class BenchCharts
{
    private const int MaxRows = 40;

    private static readonly ChartScale _tenths = new(0, 1, [0, 0.5, 1], static v => Written($"{v:0.0#}"));

    /// <summary>Seats and rules with their intervals on one axis; a line where the best seat is.</summary>
    public static BarChart Accuracy(BenchReport report)
    {
        var best = report.Rule(RuleScore.BestSeat)!.Accuracy.Mean;
        List<(string Name, MeanWithInterval Mean, bool IsRule)> rows =
        [
            .. report.Rules.Select(r => (BenchText.Name(r), r.Accuracy, true)),
            .. report.Seats.OrderByDescending(s => s.Accuracy.Mean).ThenBy(s => s.Seat, StringComparer.Ordinal).Select(s => (s.Seat, s.Accuracy, false)),
        ];
        return new BarChart(
            T("Accuracy of rules and seats"),
            T("Accuracy with 95 % intervals of {0} rules and seats; the best seat, chosen on the other half, at {1}.", rows.Count, BenchText.Percent(best)),
            ChartScale.Share,
            [
                .. rows.Take(MaxRows).Select(r => new BarRow(r.Name, r.Mean.Mean, BenchText.Percent(r.Mean.Mean))
                {
                    Interval = (r.Mean.Interval.Low, r.Mean.Interval.High),
                    Strong = r.IsRule,
                }),
            ])
        {
            AsPoints = true,
            Reference = best,
            Heads = (T("Rule or seat"), T("Right"), null),
        };
    }

    /// <summary>How often the leading answer is right, a bar for each level of agreement.</summary>
    public static BarChart Agreement(IReadOnlyList<AgreementLevel> levels) => new(
        T("Right by agreement"),
        T("Right by agreement: {0}.", string.Join("; ", levels.Select(l => T("{0} of {1}", l.Agreeing, l.Votes) + " " + BenchText.Percent(l.Right.Mean)))),
        ChartScale.Share,
        [
            .. levels.Select(l => new BarRow(
                T("{0} of {1} ({2} items)", $"{l.Agreeing}{(l.MaxAgreeing > l.Agreeing ? $"–{l.MaxAgreeing}" : "")}", l.Votes, BenchText.Count(l.Items)),
                l.Right.Mean,
                BenchText.Percent(l.Right.Mean))
            {
                Interval = (l.Right.Interval.Low, l.Right.Interval.High),
            }),
        ])
    {
        Heads = (T("Agreeing votes"), T("Right"), null),
    };

    /// <summary>Risk over coverage.</summary>
    public static LineChart Risk(RiskCoverage curve) => new(
        T("Risk over coverage"),
        T("Risk over coverage: {0} wrong when every item is taken, {1} among the {2} with the most agreement.",
            BenchText.Percent(curve.Points[^1].Risk), BenchText.Percent(curve.Points[0].Risk), BenchText.Percent(curve.Points[0].Coverage)),
        _tenths,
        _tenths,
        [new ChartSeries(T("Wrong"), "plot-fill", [.. curve.Points.Select(p => new ChartPoint(p.Coverage, p.Risk))])])
    {
        Heads = (T("share of items taken"), T("wrong")),
        IsSquare = true,
    };

    /// <summary>What was said against what happened; the diagonal is perfect calibration.</summary>
    public static LineChart Calibration(CalibrationError calibration) => new(
        T("Calibration"),
        T("Share of votes against share right in {0} bins; expected calibration error {1}.", calibration.Bins.Count, Written($"{calibration.Error:0.000}")),
        _tenths,
        _tenths,
        [new ChartSeries(T("Right"), "plot-fill", [.. calibration.Bins.Select(b => new ChartPoint(b.Probability, b.Right))])])
    {
        Heads = (T("share of votes"), T("right")),
        PointsOnly = true,
        Diagonal = true,
        IsSquare = true,
    };

    /// <summary>Moves of votes: to the left those from right to wrong, to the right those from wrong to right.</summary>
    public static BarChart Moves(DebateScore debate) => new(
        T("What the debate moved"),
        T("{0} votes moved from right to wrong, {1} from wrong to right.", debate.RightToWrong, debate.WrongToRight),
        ChartScale.UpTo(
            debate.Seats.Max(s => Math.Max(s.Moves.RightToWrong, s.Moves.WrongToRight)), static v => Written($"{v:0}")),
        [.. debate.Seats.Select(s => new BarRow(s.Seat, s.Moves.WrongToRight, BenchText.Count(s.Moves.WrongToRight)) { Against = s.Moves.RightToWrong })])
    {
        Heads = (T("Seat"), T("wrong to right"), T("right to wrong")),
    };
}
