using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Lineage;

/// <summary>Walks over the lineage as JSON.</summary>
public static class LineageJson
{
    /// <summary>A walk as JSON: nodes with their distance, and edges.</summary>
    public static JsonObject Of(LineageGraph graph) => new()
    {
        ["nodes"] = Document.Array(graph.Shown(), n => new JsonObject { ["name"] = graph.Names[n.Id], ["distance"] = n.Distance }),
        ["edges"] = Document.Array(
            graph.Steps.Where(s => s.Code != LineageStep.Means),
            s => new JsonObject
            {
                ["node"] = graph.Names[s.Node],
                ["kind"] = s.Says.Replace(' ', '-'),
                ["source"] = graph.Names[s.Source],
                ["declared"] = s.Declared,
            }),
        ["whole"] = graph.IsWhole,
    };
}
