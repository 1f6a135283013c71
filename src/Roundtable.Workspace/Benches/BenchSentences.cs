using System.Globalization;

namespace Roundtable.Workspace.Benches;

/// <summary>The sentences of a bench's report below its headline, the same in every view.</summary>
public static class BenchSentences
{
    /// <summary>What was found, what was left out, and where the votes come from.</summary>
    public static IEnumerable<string> Of(BenchDocument document)
    {
        if (document.Simulated)
        {
            yield return "The panelists are simulated: this says nothing of any model.";
        }

        foreach (var finding in BenchText.Findings(document.Report))
        {
            yield return finding;
        }

        foreach (var (reason, rows) in document.LeftOut)
        {
            yield return $"Left out: {BenchText.Count(rows)} {(rows == 1 ? "row" : "rows")}, {reason}.";
        }

        yield return document.Replayed is { } file ? $"Votes replayed from {file}: nothing was asked."
            : document.SpentUsd is { } spent ? string.Create(CultureInfo.InvariantCulture, $"The calls of this bench cost ${spent:0.00####}.")
            : "What the calls of this bench cost is not known in full.";
    }
}
