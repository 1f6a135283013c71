using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Labels;

/// <summary>The labels of a run as JSON, the same on the command line, over the API and over MCP.</summary>
public static class LabelledRunJson
{
    /// <summary>The document.</summary>
    public static JsonObject Of(LabelledRun labelled) => new()
    {
        ["run"] = labelled.Run,
        ["leaf"] = labelled.Leaf,
        ["folder"] = labelled.Folder,
        ["report"] = labelled.Report is { } report ? LabelReportJson.Node(report) : JsonNode.Parse(labelled.Fields!.Write()),
        ["gold"] = Document.Array(labelled.Sheets, s => new JsonObject
        {
            ["sheet"] = s.Sheet,
            ["origin"] = Kebab.Name(s.Origin),
            ["items"] = s.Items,
            ["labelled"] = s.Labelled,
        }),
    };
}
