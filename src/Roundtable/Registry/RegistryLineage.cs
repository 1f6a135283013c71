using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry lineage</c>: what is in it, and what has it touched.</summary>
internal static class RegistryLineage
{
    private static readonly Argument<string> _name = new("NAME")
    {
        Description = "A model or dataset of the registry, a session as session:ID, or a leaf as leaf:INDEX.",
    };

    private static readonly Option<bool> _up = new("--up") { Description = "Only what it came from." };

    private static readonly Option<bool> _down = new("--down") { Description = "Only what came from it." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_name, _up, _down];

    /// <summary>Shows both directions, or one.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var lineage = await new RegistryService(invocation.Workspace, reader).LineageAsync(invocation.Parse.GetRequiredValue(_name), cancellation);
        var (onlyUp, onlyDown) = (invocation.Parse.GetValue(_up), invocation.Parse.GetValue(_down));
        var (up, down) = (onlyUp || !onlyDown, onlyDown || !onlyUp);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(lineage.Json(up, down)) : Neutralise.Text(Text(lineage, up, down)));
        return ExitCode.Ok;
    }

    private static string Text(EntryLineage lineage, bool up, bool down)
    {
        var text = new StringBuilder();
        var node = lineage.Node;
        foreach (var graph in ((LineageGraph?[])[up ? lineage.Up : null, down ? lineage.Down : null]).OfType<LineageGraph>())
        {
            var reached = graph.Shown().ToList();
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
                text.AppendLine(CultureInfo.InvariantCulture, $"  … and more: only the nearest {EntryLineage.MaxSteps} steps are shown.");
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
}
