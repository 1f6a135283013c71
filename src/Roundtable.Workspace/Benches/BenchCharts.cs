using System.Globalization;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using Roundtable.Workspace.Charts;

namespace Roundtable.Workspace.Benches;

/// <summary>Pictures of a bench's report; the numbers stand in the tables beside them.</summary>
public static class BenchCharts
{
    private const int MaxRows = 40;

    private static readonly ChartScale _tenths = new(0, 1, [0, 0.5, 1], static v => v.ToString("0.0#", CultureInfo.InvariantCulture));

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
            "Accuracy of rules and seats",
            $"Accuracy with 95 % intervals of {rows.Count} rules and seats; the best seat, chosen on the other half, at {BenchText.Percent(best)}.",
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
            Heads = ("Rule or seat", "Right", null),
        };
    }

    /// <summary>How often the leading answer is right, a bar for each level of agreement.</summary>
    public static BarChart Agreement(IReadOnlyList<AgreementLevel> levels) => new(
        "Right by agreement",
        "Right by agreement: " + string.Join("; ", levels.Select(l => $"{l.Agreeing} of {l.Votes} {BenchText.Percent(l.Right.Mean)}")) + ".",
        ChartScale.Share,
        [
            .. levels.Select(l => new BarRow(
                $"{l.Agreeing}{(l.MaxAgreeing > l.Agreeing ? $"–{l.MaxAgreeing}" : "")} of {l.Votes} ({BenchText.Count(l.Items)} items)",
                l.Right.Mean,
                BenchText.Percent(l.Right.Mean))
            {
                Interval = (l.Right.Interval.Low, l.Right.Interval.High),
            }),
        ])
    {
        Heads = ("Agreeing votes", "Right", null),
    };

    /// <summary>Risk over coverage.</summary>
    public static LineChart Risk(RiskCoverage curve) => new(
        "Risk over coverage",
        $"Risk over coverage: {BenchText.Percent(curve.Points[^1].Risk)} wrong when every item is taken, "
            + $"{BenchText.Percent(curve.Points[0].Risk)} among the {BenchText.Percent(curve.Points[0].Coverage)} with the most agreement.",
        _tenths,
        _tenths,
        [new ChartSeries("Wrong", "plot-fill", [.. curve.Points.Select(p => new ChartPoint(p.Coverage, p.Risk))])])
    {
        Heads = ("share of items taken", "wrong"),
        IsSquare = true,
    };

    /// <summary>What was said against what happened; the diagonal is perfect calibration.</summary>
    public static LineChart Calibration(CalibrationError calibration) => new(
        "Calibration",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Share of votes against share right in {calibration.Bins.Count} bins; expected calibration error {calibration.Error:0.000}."),
        _tenths,
        _tenths,
        [new ChartSeries("Right", "plot-fill", [.. calibration.Bins.Select(b => new ChartPoint(b.Probability, b.Right))])])
    {
        Heads = ("share of votes", "right"),
        PointsOnly = true,
        Diagonal = true,
        IsSquare = true,
    };

    /// <summary>Moves of votes: to the left those from right to wrong, to the right those from wrong to right.</summary>
    public static BarChart Moves(DebateScore debate) => new(
        "What the debate moved",
        $"{debate.RightToWrong} votes moved from right to wrong, {debate.WrongToRight} from wrong to right.",
        ChartScale.UpTo(
            debate.Seats.Max(s => Math.Max(s.Moves.RightToWrong, s.Moves.WrongToRight)), static v => v.ToString("0", CultureInfo.InvariantCulture)),
        [.. debate.Seats.Select(s => new BarRow(s.Seat, s.Moves.WrongToRight, BenchText.Count(s.Moves.WrongToRight)) { Against = s.Moves.RightToWrong })])
    {
        Heads = ("Seat", "wrong to right", "right to wrong"),
    };
}
