using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Workspace;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Web.Site.Corpora;

/// <summary>A corpus that was scanned, as the site shows it.</summary>
/// <param name="Folder">The report's folder.</param>
/// <param name="Plan">What was read.</param>
/// <param name="Report">What was found.</param>
public sealed record ScannedCorpus(ScanFolder Folder, ScanPlan Plan, ScanReport Report)
{
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
            var (folder, plan) = ScanFolder.Existing(path);
            return folder.Finished() is { } report ? new ScannedCorpus(folder, plan, report) : null;
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
}
