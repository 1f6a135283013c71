using Roundtable.Corpus.Reports;
using Roundtable.Workspace.Canaries;

namespace Roundtable.Workspace.Scanning;

/// <summary>A scan whose report is made.</summary>
/// <param name="Folder">The report's folder.</param>
/// <param name="Report">The report.</param>
/// <param name="Leaf">Index of the leaf that has it on the record; null where it was not to be put there.</param>
/// <param name="Again">Whether the report had been made before, and nothing changed since.</param>
/// <param name="Ruling">The ruling on the use that was named; null where none was.</param>
public sealed record FinishedScan(ScanFolder Folder, ScanReport Report, long? Leaf, bool Again, ScanRuling? Ruling)
{
    /// <summary>The canaries in its rows; null where none were looked for.</summary>
    public FoundCanaries? Canaries { get; init; }
}
