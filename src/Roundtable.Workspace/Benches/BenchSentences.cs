using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Benches;

/// <summary>The sentences of a bench's report below its headline, the same in every view.</summary>
public static class BenchSentences
{
    /// <summary>What was found, what was left out, and where the votes come from.</summary>
    public static IEnumerable<string> Of(BenchDocument document)
    {
        if (document.Simulated)
        {
            yield return T("The panelists are simulated: this says nothing of any model.");
        }

        foreach (var finding in BenchText.Findings(document.Report))
        {
            yield return finding;
        }

        foreach (var (reason, rows) in document.LeftOut)
        {
            yield return T("Left out: {0, plural, one {# row} other {# rows}}, {1}.", rows, T(reason));
        }

        yield return document.Replayed is { } file ? T("Votes replayed from {0}: nothing was asked.", file)
            : document.SpentUsd is { } spent ? T("The calls of this bench cost {0}.", Written($"${spent:0.00####}"))
            : T("What the calls of this bench cost is not known in full.");
    }
}
