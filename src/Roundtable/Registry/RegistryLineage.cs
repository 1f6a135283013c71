using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.CommandLine;
using Roundtable.Lineage;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Registry;

/// <summary><c>registry lineage</c>: what is in it, and what has it touched.</summary>
internal static class RegistryLineage
{
    private const int Most = 2000;

    private static readonly Argument<string> _name = new("NAME") { Description = "A model or dataset of the registry, a session as session:ID, or a leaf as leaf:INDEX." };

    private static readonly Option<bool> _up = new("--up") { Description = "Only what it came from." };

    private static readonly Option<bool> _down = new("--down") { Description = "Only what came from it." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_name, _up, _down];

    /// <summary>Shows both directions, or one.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var text = invocation.Parse.GetRequiredValue(_name);
        var (up, down) = (invocation.Parse.GetValue(_up), invocation.Parse.GetValue(_down));
        var nodes = Nodes(access, text);
        List<LineageGraph> graphs = [];
        if (up || !down)
        {
            graphs.Add(access.Index.Walk(nodes, up: true, Most));
        }

        if (down || !up)
        {
            graphs.Add(access.Index.Walk(nodes, up: false, Most));
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(nodes[0], graphs)) : Neutralise.Text(Text(nodes[0], graphs)));
        return ExitCode.Ok;
    }

    /// <summary>The nodes that a text means: an entry is also meant by its name without a version.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public static IReadOnlyList<LineageNode> Nodes(RegistryAccess access, string text)
    {
        if (text.StartsWith("leaf:", StringComparison.Ordinal) || text.StartsWith("session:", StringComparison.Ordinal))
        {
            return [access.Index.Find(text) ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log has no '{Neutralise.Line(text)}'.")];
        }

        var entry = RegistryShow.Find(access.Registry, text);
        var id = entry.Entry.Id;
        List<LineageNode> nodes = [access.Index.Find(id.ToString()) ?? new LineageNode(long.MaxValue, id.ToString())];
        if (access.Index.Find(id.Unversioned) is { } unversioned)
        {
            nodes.Add(unversioned);
        }

        return nodes;
    }

    private static string Text(LineageNode node, List<LineageGraph> graphs)
    {
        var text = new StringBuilder();
        foreach (var graph in graphs)
        {
            var reached = Shown(graph).ToList();
            text.AppendLine(graph.Up ? $"WHAT {node.Name} CAME FROM" : $"WHAT CAME FROM {node.Name}");
            if (reached.Count == 0)
            {
                text.AppendLine(graph.Up ? "  Nothing is known of it." : "  Nothing, as far as is known.");
            }

            foreach (var (id, _) in reached)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Way(graph, id)}");
            }

            if (!graph.IsWhole)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  … and more: only the nearest {Most} steps are shown.");
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd();
    }

    private static string Way(LineageGraph graph, long id)
    {
        var path = graph.PathTo(id)!.Where(s => s.Code != LineageStep.Means).ToList();
        return graph.Up
            ? string.Join(", ", path.Select(s => $"{s.Says} {graph.Names[s.Source]}{(s.Declared ? " (declared)" : "")}"))
            : string.Join(", ", path.Select(s => $"{graph.Names[s.Node]} {s.Says} it{(s.Declared ? " (declared)" : "")}"));
    }

    private static JsonObject Json(LineageNode node, List<LineageGraph> graphs)
    {
        var json = new JsonObject { ["name"] = node.Name };
        foreach (var graph in graphs)
        {
            json[graph.Up ? "up" : "down"] = Json(graph);
        }

        return json;
    }

    /// <summary>A walk as JSON: nodes with their distance, and edges.</summary>
    public static JsonObject Json(LineageGraph graph) => new()
    {
        ["nodes"] = Document.Array(Shown(graph), n => new JsonObject { ["name"] = graph.Names[n.Id], ["distance"] = n.Distance }),
        ["edges"] = Document.Array(
            graph.Steps.Where(s => s.Code != LineageStep.Means),
            s => new JsonObject { ["node"] = graph.Names[s.Node], ["kind"] = s.Says.Replace(' ', '-'), ["source"] = graph.Names[s.Source], ["declared"] = s.Declared }),
        ["whole"] = graph.IsWhole,
    };

    /// <summary>The nodes to show: not where the walk began, and no names that only stand for another.</summary>
    private static IEnumerable<(long Id, int Distance)> Shown(LineageGraph graph)
    {
        var aliases = graph.Steps.Where(s => s.Code == LineageStep.Means).Select(s => s.Node).ToHashSet();
        return graph.Reached().Where(r => r.Distance > 0 && !aliases.Contains(r.Id));
    }
}
