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
    private const int MaxListed = 20;

    private static readonly Argument<string> _name = new("NAME")
    {
        Description = "A model or dataset of the registry, a session as session:ID, a run as run:ID, or a leaf as leaf:INDEX.",
    };

    private static readonly Option<bool> _up = new("--up") { Description = "Only what it came from." };

    private static readonly Option<bool> _down = new("--down") { Description = "Only what came from it." };

    private static readonly Option<bool> _all = new("--all") { Description = $"Everything, not only the first {MaxListed} of each distance." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_name, _up, _down, _all];

    /// <summary>Shows both directions, or one.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var reader = new WorkspaceReader(invocation.Workspace);
        var lineage = await new RegistryService(invocation.Workspace, reader).LineageAsync(invocation.Parse.GetRequiredValue(_name), cancellation);
        var (onlyUp, onlyDown) = (invocation.Parse.GetValue(_up), invocation.Parse.GetValue(_down));
        var (up, down) = (onlyUp || !onlyDown, onlyDown || !onlyUp);
        var all = invocation.Parse.GetValue(_all);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(lineage.Json(up, down)) : Neutralise.Text(Text(lineage, up, down, all)));
        return ExitCode.Ok;
    }

    private static string Text(EntryLineage lineage, bool up, bool down, bool all)
    {
        var text = new StringBuilder();
        foreach (var graph in ((LineageGraph?[])[up ? lineage.Up : null, down ? lineage.Down : null]).OfType<LineageGraph>())
        {
            var list = LineageList.Of(graph, all ? null : MaxListed);
            text.AppendLine(list.Up ? $"WHAT {lineage.Node.Name} CAME FROM" : $"WHAT CAME FROM {lineage.Node.Name}");
            if (list.Count == 0)
            {
                text.AppendLine(list.Up ? "  Nothing is known of it." : "  Nothing, as far as is known.");
            }

            foreach (var group in list.Groups)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {group.Away}: {group.Count:N0}");
                foreach (var node in group.Nodes)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"    {node.Text(list.Up)}");
                }

                if (group.More > 0)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"    … and {group.More:N0} more: --all lists them.");
                }
            }

            if (list.Further > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  Further away, up to {list.Furthest:N0} steps: {list.Further:N0}. --all lists them.");
            }

            if (!list.IsWhole)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  There is more: only the nearest {EntryLineage.MaxSteps:N0} steps were followed.");
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd();
    }
}
