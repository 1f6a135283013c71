using Roundtable.Annotation.Evaluation;

namespace Roundtable.Workspace.Benches;

/// <summary>Two benches compared, in words.</summary>
public static class BenchComparisonText
{
    /// <summary>The comparison as a table.</summary>
    public static BenchTable Table(BenchComparison comparison, BenchDocument first, BenchDocument second) => new(
        $"{second.Set} ({second.Id}) compared with {first.Set} ({first.Id})",
        $"Over the {BenchText.Count(comparison.Items)} items that both have with the same right answer; {BenchText.Count(comparison.OnlyFirst)} of "
            + $"the first and {BenchText.Count(comparison.OnlySecond)} of the second are left out. Differences are second minus first, in percentage points, "
            + "with paired bootstrap intervals; p by McNemar’s exact test.",
        ["Seat or rule", "First", "Second", "Difference", "95 % interval", "Right to wrong", "Wrong to right", "p"],
        [.. comparison.Scores.Select(s => (IReadOnlyList<string>)
        [
            s.IsSeat ? s.Name : BenchText.Name(s.Name), BenchText.Percent(s.First), BenchText.Percent(s.Second), BenchText.PointsOf(s.Difference.Mean),
            BenchText.Between(s.Difference), BenchText.Count(s.Moves.RightToWrong), BenchText.Count(s.Moves.WrongToRight), BenchText.P(s.Moves),
        ])]);
}
