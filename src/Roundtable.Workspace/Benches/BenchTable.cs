using System.Globalization;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using Roundtable.Workspace.Charts;

namespace Roundtable.Workspace.Benches;

/// <summary>One table of a report, the same in every view.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Note">What a reader should know of it; null for nothing.</param>
/// <param name="Columns">The headings; the first column names the row.</param>
/// <param name="Rows">The rows, with a cell for each heading.</param>
/// <param name="Picture">The same as a picture; null where there is none.</param>
public sealed record BenchTable(string Title, string? Note, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, Chart? Picture = null)
{
    /// <summary>The tables of a report that are not empty.</summary>
    public static IReadOnlyList<BenchTable> Of(BenchReport report) => [.. All(report).Where(t => t.Rows.Count > 0)];

    private static IEnumerable<BenchTable> All(BenchReport report)
    {
        yield return Rules(report);
        yield return Seats(report);
        if (report.Debate is { } debate)
        {
            yield return new BenchTable(
                "What the debate moved",
                "Votes that were right first and wrong then, and the other way round; p by McNemar’s exact test.",
                ["Seat", "Right to wrong", "Wrong to right", "Wrong to another wrong", "p"],
                [.. debate.Seats.Select(s => Row(s.Seat, BenchText.Count(s.Moves.RightToWrong), BenchText.Count(s.Moves.WrongToRight),
                    BenchText.Count(s.WrongToWrong), BenchText.P(s.Moves)))],
                BenchCharts.Moves(debate));
        }

        if (report.Seats.Count > 1)
        {
            yield return new BenchTable(
                "Right by agreement",
                "How often the leading answer is right, by how many votes agree on it.",
                ["Agreeing votes", "Items", "Right", "95 % interval"],
                [.. report.Agreement.Select(a => Row(Level(a), BenchText.Count(a.Items), BenchText.Percent(a.Right.Mean), BenchText.Ends(a.Right)))],
                BenchCharts.Agreement(report.Agreement));
            yield return Risk(report.RiskCoverage);
            yield return new BenchTable(
                "Agreement as a probability",
                Calibrated(report.Calibration),
                ["Share of votes", "Items", "Right"],
                [.. report.Calibration.Bins.Select(b => Row(BenchText.Percent(b.Probability), BenchText.Count(b.Count), BenchText.Percent(b.Right)))],
                BenchCharts.Calibration(report.Calibration));
            yield return Dependence(report.Dependence);
        }

        yield return new BenchTable(
            "By category",
            "Majority of the first round and the best seat, chosen on the other half of all items.",
            ["Category", "Items", "Majority", "Best seat", "Difference", "95 % interval"],
            [.. report.Categories.Select(c => Row(c.Category, BenchText.Count(c.Items), BenchText.Percent(c.Majority), BenchText.Percent(c.BestSeat),
                BenchText.PointsOf(c.Gain.Mean), BenchText.Between(c.Gain)))]);
    }

    private static BenchTable Rules(BenchReport report) => WithoutUnknown(new(
        "Seats and rules compared",
        $"Right of the same {BenchText.Count(report.Items)} items; ties share the point. Gains are over the best seat chosen on the other half, "
            + "in percentage points, with paired bootstrap intervals.",
        ["Rule", "Right", "95 % interval", "Gain", "95 % interval of the gain", "US dollars a right answer", "Tokens a right answer"],
        [.. report.Rules.Select(r => Row(BenchText.Name(r), BenchText.Percent(r.Accuracy.Mean), BenchText.Ends(r.Accuracy),
            r.Gain is null ? "–" : BenchText.PointsOf(r.Gain.Mean), r.Gain is null ? "–" : BenchText.Between(r.Gain),
            r.Name == RuleScore.AnySeat ? "–" : BenchText.Usd(r.UsdPerPoint), r.Name == RuleScore.AnySeat ? "–" : BenchText.Tokens(r.TokensPerPoint)))],
        BenchCharts.Accuracy(report)));

    private static BenchTable Seats(BenchReport report)
    {
        var debated = report.Seats.Any(s => s.AfterDebate is not null);
        var stated = report.Seats.Any(s => s.Calibration is not null);
        return WithoutUnknown(new(
            "Each seat",
            "One answer of each. The highest of these figures flatters: it was not known before." + (stated
                ? " The error of confidence is how far the confidence that a seat states is from how often it is right (expected calibration error)." : ""),
            ["Seat", "Right", "95 % interval", .. debated ? (string[])["After the debate"] : [], "Missing or unreadable", "Why",
                .. stated ? (string[])["Error of confidence"] : [], "US dollars an answer", "Tokens an answer"],
            [.. report.Seats.OrderByDescending(s => s.Accuracy.Mean).ThenBy(s => s.Seat, StringComparer.Ordinal).Select(s => (IReadOnlyList<string>)
            [
                s.Seat, BenchText.Percent(s.Accuracy.Mean), BenchText.Ends(s.Accuracy),
                .. debated ? (string[])[s.AfterDebate is { } after ? BenchText.Percent(after.Mean) : "–"] : [],
                $"{BenchText.Count(s.Missing)} of {BenchText.Count(s.Answers)}",
                s.Reasons.Count == 0 ? "–" : string.Join(", ", s.Reasons.Select(r => $"{BenchText.Count(r.Value)} {r.Key}")),
                .. stated ? (string[])[s.Calibration?.Error.ToString("0.000", CultureInfo.InvariantCulture) ?? "–"] : [],
                BenchText.Usd(s.UsdPerAnswer), BenchText.Tokens(s.TokensPerAnswer),
            ])]));
    }

    private static string Calibrated(CalibrationError calibration) =>
        "The share of votes for the leading answer is not the probability that it is right: "
            + string.Create(CultureInfo.InvariantCulture, $"expected calibration error {calibration.Error:0.000} (perfect calibration would show ")
            + string.Create(CultureInfo.InvariantCulture, $"{calibration.ExpectedIfCalibrated:0.000} at this size), Brier score {calibration.Brier:0.000}.");

    private static BenchTable Risk(RiskCoverage curve) => new(
        "Risk and coverage",
        "If only the items with the most agreement are taken: how many these are, and how many of them are wrong.",
        ["Share of votes, at least", "Items taken", "Wrong among them"],
        [.. Spread(curve.Points, 10).Select(p => Row(BenchText.Percent(p.MinConfidence), BenchText.Percent(p.Coverage), BenchText.Percent(p.Risk)))],
        BenchCharts.Risk(curve));

    private static BenchTable Dependence(ErrorDependence? errors)
    {
        List<IReadOnlyList<string>> rows = [];
        if (errors?.Shared is { } shared)
        {
            rows.Add(Row("Both of two seats wrong", BenchText.Percent(shared.BothWrong), BenchText.Percent(shared.BothWrongIfIndependent)));
            rows.Add(Row("Both with the same wrong answer", BenchText.Percent(shared.SameWrong), BenchText.Percent(shared.SameWrongIfIndependent)));
        }

        if (errors is { ErrorCorrelation: { } correlation, EffectiveSeats: { } effective })
        {
            rows.Add(Row("Correlation of errors (phi)", correlation.ToString("0.000", CultureInfo.InvariantCulture), "0"));
            rows.Add(Row("Independent seats that err as much together", effective.ToString("0.0", CultureInfo.InvariantCulture), "all of them"));
        }

        return new BenchTable(
            "Seats err together",
            errors?.SameShare is { } same
                ? $"Where two seats are both wrong, they give the same wrong answer in {BenchText.Percent(same)} of the cases." : null,
            ["Over all pairs of seats", "Measured", "If errors were independent"],
            rows);
    }

    private static string Level(AgreementLevel level) => level.Agreeing == level.MaxAgreeing ? $"{level.Agreeing} of {level.Votes}"
        : $"{level.Agreeing} to {level.MaxAgreeing} of {level.Votes}";

    private static IEnumerable<RiskPoint> Spread(IReadOnlyList<RiskPoint> points, int most) => points.Count <= most
        ? points : Enumerable.Range(0, most).Select(i => points[i * (points.Count - 1) / (most - 1)]).Distinct();

    /// <summary>A table without the columns in which nothing is known.</summary>
    private static BenchTable WithoutUnknown(BenchTable table)
    {
        var kept = Enumerable.Range(0, table.Columns.Count).Where(c => !table.Rows.All(r => r[c] is BenchText.Unknown or "–")).ToList();
        return table with
        {
            Columns = [.. kept.Select(c => table.Columns[c])],
            Rows = [.. table.Rows.Select(r => (IReadOnlyList<string>)[.. kept.Select(c => r[c])])],
        };
    }

    private static string[] Row(params string[] cells) => cells;
}
