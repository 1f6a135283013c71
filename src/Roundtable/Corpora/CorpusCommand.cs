using System.CommandLine;

namespace Roundtable.Cli.Corpora;

/// <summary><c>roundtable corpus</c>: what can be done with a corpus that was scanned.</summary>
internal static class CorpusCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        new("corpus", "Show the rows of a scanned corpus, compare two scans, draw a sample, divide it by origin or ruling, sign for rows.")
    {
        CorpusShow.Create(),
        CorpusDiff.Create(),
        CorpusSample.Create(),
        CorpusSplit.Create(),
        CorpusAttest.Create(),
    };
}
