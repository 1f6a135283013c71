using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Web.Site.Corpora;

/// <summary>A corpus that was scanned, as the site shows it.</summary>
/// <param name="Folder">The report's folder.</param>
/// <param name="Plan">What was read.</param>
/// <param name="Report">What was found.</param>
public sealed record ScannedCorpus(ScanFolder Folder, ScanPlan Plan, ScanReport Report)
{
    private static readonly ReadFiles<Opened> _read = new(TimeProvider.System);

    /// <summary>What names it in addresses: the beginning of its plan's fingerprint.</summary>
    public string Id => Report.Plan.ToString()[..12];

    /// <summary>What it is called.</summary>
    public string Name => Folder.Path;

    /// <summary>The file with its labels.</summary>
    public string Labels => Folder.Labels();

    /// <summary>Opens a report; null where it is not finished, or is not what it was.</summary>
    public static ScannedCorpus? TryOpen(string path)
    {
        try
        {
            string[] files = [Path.Combine(path, ScanPlanFile.Name), Path.Combine(path, ScanFolder.ReportFile)];
            return _read.Read(path, files, () =>
            {
                var (folder, plan) = ScanFolder.Existing(path);
                return new Opened(folder.Finished() is { } report ? new ScannedCorpus(folder, plan, report) : null);
            }).Corpus;
        }
        catch (Exception e) when (e is WorkspaceException or IOException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>The address of its rows that have something in common.</summary>
    public string Rows(string name, string value) => $"/corpora/{Id}/rows?{name}={Uri.EscapeDataString(value)}";

    /// <summary>The address of a row.</summary>
    public string Row(string file, long row) => FormattableString.Invariant($"/corpora/{Id}/row?file={Uri.EscapeDataString(file)}&row={row}");

    /// <summary>What was opened; no corpus where its scan is not finished.</summary>
    private sealed record Opened(ScannedCorpus? Corpus);
}
