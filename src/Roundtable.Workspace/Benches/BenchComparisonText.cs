using Roundtable.Annotation.Evaluation;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Benches;

/// <summary>Two benches compared, in words.</summary>
public static class BenchComparisonText
{
    /// <summary>The comparison as a table.</summary>
    public static BenchTable Table(BenchComparison comparison, BenchDocument first, BenchDocument second) => new(
        T("{0} ({1}) compared with {2} ({3})", second.Set, second.Id, first.Set, first.Id),
        T("Over the {0} items that both have with the same right answer; {1} of the first and {2} of the second are left out. Differences are second minus "
            + "first, in percentage points, with paired bootstrap intervals; p by McNemar’s exact test.",
            BenchText.Count(comparison.Items), BenchText.Count(comparison.OnlyFirst), BenchText.Count(comparison.OnlySecond)),
        [T("Seat or rule"), T("First"), T("Second"), T("Difference"), T("95 % interval"), T("Right to wrong"), T("Wrong to right"), T("p")],
        [.. comparison.Scores.Select(s => (IReadOnlyList<string>)
        [
            s.IsSeat ? s.Name : BenchText.Name(s.Name), BenchText.Percent(s.First), BenchText.Percent(s.Second), BenchText.PointsOf(s.Difference.Mean),
            BenchText.Between(s.Difference), BenchText.Count(s.Moves.RightToWrong), BenchText.Count(s.Moves.WrongToRight), BenchText.P(s.Moves),
        ])]);
}
