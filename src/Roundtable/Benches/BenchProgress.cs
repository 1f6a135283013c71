using System.Globalization;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.Scan;
using Roundtable.Corpus.Plans;

namespace Roundtable.Cli.Benches;

/// <summary>Says on one line how far the asking is, and what it cost so far.</summary>
/// <param name="line">The line.</param>
internal sealed class BenchProgress(ProgressLine line) : IProgress<RunProgress>
{
    /// <inheritdoc/>
    public void Report(RunProgress value) => line.Report(new ScanProgress(
        string.Create(CultureInfo.InvariantCulture, $"{value.Items:N0} of {value.Total:N0} questions, ${value.MicroDollars / 1e6:0.00}"),
        value.Items,
        value.Total));
}
