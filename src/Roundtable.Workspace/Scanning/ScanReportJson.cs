using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Reports;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Scanning;

/// <summary>The report as JSON: what the scan found, the vendors and terms of the models, the ruling.</summary>
public static class ScanReportJson
{
    /// <summary>The document as text, a member a line.</summary>
    public static string Of(ScanReport report, IReadOnlyList<ScanSource> sources, ScanRuling? ruling) =>
        Node(report, sources, ruling).ToJsonString(Document.Indented) + "\n";

    /// <summary>The document.</summary>
    public static JsonObject Node(ScanReport report, IReadOnlyList<ScanSource> sources, ScanRuling? ruling)
    {
        var json = JsonSerializer.SerializeToNode(report, RowJson.Default.ScanReport)!.AsObject();
        json["sources"] = Document.Array(sources, s => new JsonObject
        {
            ["name"] = s.Name,
            ["entry"] = s.Entry,
            ["vendor"] = s.Vendor,
            ["terms"] = Document.Array(s.Terms, t => t),
            ["rows"] = s.Rows,
        });
        json["ruling"] = ruling?.Json();
        return json;
    }

    /// <summary>The document of a finished scan as it lies in its folder, with the folder, the leaf and the canaries in its rows.</summary>
    public static async Task<JsonObject> ReadAsync(FinishedScan finished)
    {
        var json = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(finished.Folder.Path, ScanFolder.ReportFile)))!.AsObject();
        json["folder"] = finished.Folder.Path;
        json["leaf"] = finished.Leaf;
        if (finished.Canaries is { } canaries)
        {
            json["canaries"] = CanaryJson.Of(canaries);
        }

        return json;
    }
}
