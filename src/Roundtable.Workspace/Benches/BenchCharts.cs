using System.Globalization;
using System.Net;
using System.Text;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;

namespace Roundtable.Workspace.Benches;

/// <summary>
/// Pictures of a report as SVG without styles of their own: what fills or strokes them is a class (<c>plot-fill</c>, <c>plot-line</c>, …) of the page that
/// shows them. Each has a text that says the same; the numbers stand in the table beside it.
/// </summary>
public static class BenchCharts
{
    private const int Wide = 640;
    private const int Label = 250;
    private const int RowHeight = 24;
    private const int Square = 320;
    private const int MaxRows = 40;

    /// <summary>Seats and rules with their intervals on one axis; a line where the best seat is.</summary>
    public static string Accuracy(BenchReport report)
    {
        var best = report.Rule(RuleScore.BestSeat)!.Accuracy.Mean;
        List<(string Name, MeanWithInterval Mean, bool IsRule)> rows =
        [
            .. report.Rules.Select(r => (BenchText.Name(r), r.Accuracy, true)),
            .. report.Seats.OrderByDescending(s => s.Accuracy.Mean).ThenBy(s => s.Seat, StringComparer.Ordinal).Select(s => (s.Seat, s.Accuracy, false)),
        ];
        var shown = rows.Take(MaxRows).ToList();
        var height = (shown.Count * RowHeight) + 24;
        var svg = Open(
            Wide,
            height,
            $"Accuracy with 95 % intervals of {rows.Count} rules and seats; the best seat, chosen on the other half, at {BenchText.Percent(best)}.");
        Axis(svg, height);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"plot-line\" x1=\"{X(best):F1}\" x2=\"{X(best):F1}\" y1=\"0\" y2=\"{height - 20}\" stroke-dasharray=\"3 3\"/>");
        foreach (var (row, at) in shown.Select((r, i) => (r, i * RowHeight)))
        {
            Text(svg, 0, at + 16, Short(row.Name, 38), row.IsRule);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"plot-line\" stroke-width=\"2\" x1=\"{X(row.Mean.Interval.Low):F1}\" ")
                .Append(CultureInfo.InvariantCulture, $"x2=\"{X(row.Mean.Interval.High):F1}\" y1=\"{at + 12}\" y2=\"{at + 12}\"/>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<circle class=\"plot-fill\" cx=\"{X(row.Mean.Mean):F1}\" cy=\"{at + 12}\" r=\"{(row.IsRule ? 5 : 3.5)}\"/>");
        }

        return Close(svg);
    }

    /// <summary>How often the leading answer is right, a bar for each level of agreement.</summary>
    public static string Agreement(IReadOnlyList<AgreementLevel> levels)
    {
        var height = (levels.Count * RowHeight) + 24;
        var svg = Open(
            Wide, height, "Right by agreement: " + string.Join("; ", levels.Select(l => $"{l.Agreeing} of {l.Votes} {BenchText.Percent(l.Right.Mean)}")) + ".");
        Axis(svg, height);
        foreach (var (level, at) in levels.Select((l, i) => (l, i * RowHeight)))
        {
            Text(
                svg,
                0,
                at + 16,
                $"{level.Agreeing}{(level.MaxAgreeing > level.Agreeing ? $"–{level.MaxAgreeing}" : "")} of {level.Votes} "
                    + $"({BenchText.Count(level.Items)} items)");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"plot-fill\" x=\"{Label}\" y=\"{at + 5}\" width=\"{X(level.Right.Mean) - Label:F1}\" height=\"14\" rx=\"2\"/>");
        }

        return Close(svg);
    }

    /// <summary>Risk over coverage.</summary>
    public static string Risk(RiskCoverage curve)
    {
        var svg = Plot(
            $"Risk over coverage: {BenchText.Percent(curve.Points[^1].Risk)} wrong when every item is taken, "
                + $"{BenchText.Percent(curve.Points[0].Risk)} among the {BenchText.Percent(curve.Points[0].Coverage)} with the most agreement.",
            "share of items taken",
            "wrong");
        svg.Append("<polyline class=\"plot-line\" fill=\"none\" stroke-width=\"2\" points=\"")
            .AppendJoin(' ', curve.Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{PlotX(p.Coverage):F1},{PlotY(p.Risk):F1}")))
            .Append("\"/>");
        return Close(svg);
    }

    /// <summary>What was said against what happened; the diagonal is perfect calibration.</summary>
    public static string Calibration(CalibrationError calibration)
    {
        var svg = Plot(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Share of votes against share right in {calibration.Bins.Count} bins; expected calibration error {calibration.Error:0.000}."),
            "share of votes",
            "right");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"plot-line\" stroke-dasharray=\"3 3\" x1=\"{PlotX(0)}\" y1=\"{PlotY(0)}\" x2=\"{PlotX(1)}\" y2=\"{PlotY(1)}\"/>");
        foreach (var bin in calibration.Bins)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"plot-fill\" cx=\"{PlotX(bin.Probability):F1}\" cy=\"{PlotY(bin.Right):F1}\" r=\"5\"/>");
        }

        return Close(svg);
    }

    /// <summary>Moves of votes: to the left those from right to wrong, to the right those from wrong to right.</summary>
    public static string Moves(DebateScore debate)
    {
        var most = Math.Max(1, debate.Seats.Max(s => Math.Max(s.Moves.RightToWrong, s.Moves.WrongToRight)));
        var height = (debate.Seats.Count * RowHeight) + 24;
        var svg = Open(Wide, height, $"{debate.RightToWrong} votes moved from right to wrong, {debate.WrongToRight} from wrong to right.");
        const int middle = (Label + Wide) / 2;
        const double half = (Wide - Label) / 2.0;
        foreach (var (seat, at) in debate.Seats.Select((s, i) => (s, i * RowHeight)))
        {
            var (left, right) = (half * seat.Moves.RightToWrong / most, half * seat.Moves.WrongToRight / most);
            Text(svg, 0, at + 16, Short(seat.Seat, 38));
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"plot-lost\" x=\"{middle - left:F1}\" y=\"{at + 5}\" width=\"{left:F1}\" height=\"14\"/>")
                .Append(CultureInfo.InvariantCulture, $"<rect class=\"plot-fill\" x=\"{middle}\" y=\"{at + 5}\" width=\"{right:F1}\" height=\"14\"/>");
        }

        Text(svg, Label, height - 4, "← right to wrong");
        Text(svg, Wide - 110, height - 4, "wrong to right →");
        return Close(svg);
    }

    private static double X(double share) => Label + (share * (Wide - Label - 10));

    private static double PlotX(double share) => 44 + (share * (Square - 60));

    private static double PlotY(double share) => Square - 40 - (share * (Square - 60));

    private static void Axis(StringBuilder svg, int height)
    {
        foreach (var share in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"plot-grid\" x1=\"{X(share):F1}\" x2=\"{X(share):F1}\" y1=\"0\" y2=\"{height - 20}\"/>");
            Text(svg, X(share) - (share == 1 ? 30 : 12), height - 4, string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %"));
        }
    }

    private static StringBuilder Plot(string label, string across, string up)
    {
        var svg = Open(Square, Square, label);
        foreach (var share in (double[])[0, 0.5, 1])
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"plot-grid\" x1=\"{PlotX(0)}\" x2=\"{PlotX(1)}\" y1=\"{PlotY(share)}\" y2=\"{PlotY(share)}\"/>")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"<line class=\"plot-grid\" x1=\"{PlotX(share)}\" x2=\"{PlotX(share)}\" y1=\"{PlotY(0)}\" y2=\"{PlotY(1)}\"/>");
            Text(svg, PlotX(share) - 10, Square - 24, string.Create(CultureInfo.InvariantCulture, $"{share:0.0}"));
            Text(svg, 14, PlotY(share) + 4, string.Create(CultureInfo.InvariantCulture, $"{share:0.0}"));
        }

        Text(svg, PlotX(0.5) - 50, Square - 6, across);
        Text(svg, 0, 12, up);
        return svg;
    }

    private static StringBuilder Open(int width, int height, string label) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" ")
        .Append($"aria-label=\"{WebUtility.HtmlEncode(label)}\">");

    private static void Text(StringBuilder svg, double x, double y, string text, bool bold = false) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{x:F0}\" y=\"{y:F0}\" font-size=\"12\"{(bold ? " font-weight=\"bold\"" : "")} fill=\"currentColor\">{WebUtility.HtmlEncode(text)}</text>");

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Close(StringBuilder svg) => svg.Append("</svg>").ToString();
}
