using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Scores;
using Roundtable.Workspace.Charts;
using static Roundtable.Record.Languages.Localized;

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
                T("What the debate moved"),
                T("Votes that were right first and wrong then, and the other way round; p by McNemar’s exact test."),
                [T("Seat"), T("Right to wrong"), T("Wrong to right"), T("Wrong to another wrong"), T("p")],
                [.. debate.Seats.Select(s => Row(s.Seat, BenchText.Count(s.Moves.RightToWrong), BenchText.Count(s.Moves.WrongToRight),
                    BenchText.Count(s.WrongToWrong), BenchText.P(s.Moves)))],
                BenchCharts.Moves(debate));
        }

        if (report.Seats.Count > 1)
        {
            yield return new BenchTable(
                T("Right by agreement"),
                T("How often the leading answer is right, by how many votes agree on it."),
                [T("Agreeing votes"), T("Items"), T("Right"), T("95 % interval")],
                [.. report.Agreement.Select(a => Row(Level(a), BenchText.Count(a.Items), BenchText.Percent(a.Right.Mean), BenchText.Ends(a.Right)))],
                BenchCharts.Agreement(report.Agreement));
            yield return Risk(report.RiskCoverage);
            yield return new BenchTable(
                T("Agreement as a probability"),
                Calibrated(report.Calibration),
                [T("Share of votes"), T("Items"), T("Right")],
                [.. report.Calibration.Bins.Select(b => Row(BenchText.Percent(b.Probability), BenchText.Count(b.Count), BenchText.Percent(b.Right)))],
                BenchCharts.Calibration(report.Calibration));
            yield return Dependence(report.Dependence);
        }

        yield return new BenchTable(
            T("By category"),
            T("Majority of the first round and the best seat, chosen on the other half of all items."),
            [T("Category"), T("Items"), T("Majority"), T("Best seat"), T("Difference"), T("95 % interval")],
            [.. report.Categories.Select(c => Row(c.Category, BenchText.Count(c.Items), BenchText.Percent(c.Majority), BenchText.Percent(c.BestSeat),
                BenchText.PointsOf(c.Gain.Mean), BenchText.Between(c.Gain)))]);
    }

    private static BenchTable Rules(BenchReport report) => WithoutUnknown(new(
        T("Seats and rules compared"),
        T("Right of the same {0} items; ties share the point. Gains are over the best seat chosen on the other half, in percentage points, with paired "
            + "bootstrap intervals.", BenchText.Count(report.Items)),
        [T("Rule"), T("Right"), T("95 % interval"), T("Gain"), T("95 % interval of the gain"), T("US dollars a right answer"), T("Tokens a right answer")],
        [.. report.Rules.Select(r => Row(BenchText.Name(r), BenchText.Percent(r.Accuracy.Mean), BenchText.Ends(r.Accuracy),
            r.Gain is null ? "–" : BenchText.PointsOf(r.Gain.Mean), r.Gain is null ? "–" : BenchText.Between(r.Gain),
            r.Name == RuleScore.AnySeat ? "–" : BenchText.Usd(r.UsdPerPoint), r.Name == RuleScore.AnySeat ? "–" : BenchText.Tokens(r.TokensPerPoint)))],
        BenchCharts.Accuracy(report)));

    private static BenchTable Seats(BenchReport report)
    {
        var debated = report.Seats.Any(s => s.AfterDebate is not null);
        var stated = report.Seats.Any(s => s.Calibration is not null);
        return WithoutUnknown(new(
            T("Each seat"),
            T("One answer of each. The highest of these figures flatters: it was not known before.") + (stated
                ? T(" The error of confidence is how far the confidence that a seat states is from how often it is right (expected calibration error).") : ""),
            [T("Seat"), T("Right"), T("95 % interval"), .. debated ? (string[])[T("After the debate")] : [], T("Missing or unreadable"), T("Why"),
                .. stated ? (string[])[T("Error of confidence")] : [], T("US dollars an answer"), T("Tokens an answer")],
            [.. report.Seats.OrderByDescending(s => s.Accuracy.Mean).ThenBy(s => s.Seat, StringComparer.Ordinal).Select(s => (IReadOnlyList<string>)
            [
                s.Seat, BenchText.Percent(s.Accuracy.Mean), BenchText.Ends(s.Accuracy),
                .. debated ? (string[])[s.AfterDebate is { } after ? BenchText.Percent(after.Mean) : "–"] : [],
                T("{0} of {1}", BenchText.Count(s.Missing), BenchText.Count(s.Answers)),
                s.Reasons.Count == 0 ? "–" : string.Join(", ", s.Reasons.Select(r => $"{BenchText.Count(r.Value)} {T(r.Key)}")),
                .. stated ? (string[])[s.Calibration is { } calibration ? Written($"{calibration.Error:0.000}") : "–"] : [],
                BenchText.Usd(s.UsdPerAnswer), BenchText.Tokens(s.TokensPerAnswer),
            ])]));
    }

    private static string Calibrated(CalibrationError calibration) => T(
        "The share of votes for the leading answer is not the probability that it is right: expected calibration error {0} (perfect calibration would show "
            + "{1} at this size), Brier score {2}.",
        Written($"{calibration.Error:0.000}"),
        Written($"{calibration.ExpectedIfCalibrated:0.000}"),
        Written($"{calibration.Brier:0.000}"));

    private static BenchTable Risk(RiskCoverage curve) => new(
        T("Risk and coverage"),
        T("If only the items with the most agreement are taken: how many these are, and how many of them are wrong."),
        [T("Share of votes, at least"), T("Items taken"), T("Wrong among them")],
        [.. Spread(curve.Points, 10).Select(p => Row(BenchText.Percent(p.MinConfidence), BenchText.Percent(p.Coverage), BenchText.Percent(p.Risk)))],
        BenchCharts.Risk(curve));

    private static BenchTable Dependence(ErrorDependence? errors)
    {
        List<IReadOnlyList<string>> rows = [];
        if (errors?.Shared is { } shared)
        {
            rows.Add(Row(T("Both of two seats wrong"), BenchText.Percent(shared.BothWrong), BenchText.Percent(shared.BothWrongIfIndependent)));
            rows.Add(Row(T("Both with the same wrong answer"), BenchText.Percent(shared.SameWrong), BenchText.Percent(shared.SameWrongIfIndependent)));
        }

        if (errors is { ErrorCorrelation: { } correlation, EffectiveSeats: { } effective })
        {
            rows.Add(Row(T("Correlation of errors (phi)"), Written($"{correlation:0.000}"), "0"));
            rows.Add(Row(T("Independent seats that err as much together"), Written($"{effective:0.0}"), T("all of them")));
        }

        return new BenchTable(
            T("Seats err together"),
            errors?.SameShare is { } same
                ? T("Where two seats are both wrong, they give the same wrong answer in {0} of the cases.", BenchText.Percent(same)) : null,
            [T("Over all pairs of seats"), T("Measured"), T("If errors were independent")],
            rows);
    }

    private static string Level(AgreementLevel level) => level.Agreeing == level.MaxAgreeing ? T("{0} of {1}", level.Agreeing, level.Votes)
        : T("{0} to {1} of {2}", level.Agreeing, level.MaxAgreeing, level.Votes);

    private static IEnumerable<RiskPoint> Spread(IReadOnlyList<RiskPoint> points, int most) => points.Count <= most
        ? points : Enumerable.Range(0, most).Select(i => points[i * (points.Count - 1) / (most - 1)]).Distinct();

    /// <summary>A table without the columns in which nothing is known.</summary>
    private static BenchTable WithoutUnknown(BenchTable table)
    {
        var kept = Enumerable.Range(0, table.Columns.Count).Where(c => !table.Rows.All(r => r[c] == "–" || r[c] == BenchText.Unknown)).ToList();
        return table with
        {
            Columns = [.. kept.Select(c => table.Columns[c])],
            Rows = [.. table.Rows.Select(r => (IReadOnlyList<string>)[.. kept.Select(c => r[c])])],
        };
    }

    private static string[] Row(params string[] cells) => cells;
}
