using System.Globalization;
using System.Text;

namespace Roundtable.Tests.Layout;

/// <summary>Which folders of a project refer to which. A folder is a namespace below the project's root, a nested one a folder of its own.</summary>
internal sealed class FolderGraph
{
    private const string RootFolder = "(root)";
    private const int TypesShown = 4;

    private readonly Dictionary<string, Dictionary<string, SortedSet<string>>> _edges = new(StringComparer.Ordinal);

    /// <summary>Reads the graph from a compiled assembly.</summary>
    /// <param name="assembly">Path of the assembly.</param>
    /// <param name="root">The project's root namespace; types outside of it are the compiler's own and left out.</param>
    public static FolderGraph Read(string assembly, string root)
    {
        var graph = new FolderGraph();
        foreach (var (from, to) in TypeReferences.In(assembly))
        {
            if (FolderOf(from, root) is { } a && FolderOf(to, root) is { } b && a != b)
            {
                graph.Add(a, b, $"{from.Name} → {to.Name}");
            }
        }

        return graph;
    }

    /// <summary>The folders to which <paramref name="folder"/> refers.</summary>
    public IEnumerable<string> From(string folder) => _edges.TryGetValue(folder, out var targets) ? targets.Keys : [];

    /// <summary>The shortest way from a folder back to itself, its first folder once more at its end; null where there is none.</summary>
    public IReadOnlyList<string>? ShortestCycle() =>
        _edges.Keys.Order(StringComparer.Ordinal).Select(WayBack).OfType<IReadOnlyList<string>>().MinBy(way => way.Count);

    /// <summary>A cycle and the types that make it, for the message of a failing test.</summary>
    public string Describe(IReadOnlyList<string> cycle)
    {
        var text = new StringBuilder().AppendJoin(" → ", cycle).AppendLine();
        foreach (var (from, to) in cycle.Zip(cycle.Skip(1)))
        {
            var types = _edges[from][to];
            var more = types.Count > TypesShown ? string.Create(CultureInfo.InvariantCulture, $" and {types.Count - TypesShown} more") : "";
            text.Append("  ").Append(from).Append(" → ").Append(to).Append(": ").AppendJoin(", ", types.Take(TypesShown)).AppendLine(more);
        }

        return text.ToString();
    }

    private void Add(string from, string to, string types)
    {
        if (!_edges.TryGetValue(from, out var targets))
        {
            _edges.Add(from, targets = new(StringComparer.Ordinal));
        }

        if (!targets.TryGetValue(to, out var why))
        {
            targets.Add(to, why = new(StringComparer.Ordinal));
        }

        why.Add(types);
    }

    private List<string>? WayBack(string start)
    {
        Dictionary<string, string> before = new(StringComparer.Ordinal);
        Queue<string> next = new([start]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var target in From(folder).Order(StringComparer.Ordinal))
            {
                if (target == start)
                {
                    List<string> way = [start, folder];
                    while (way[^1] != start)
                    {
                        way.Add(before[way[^1]]);
                    }

                    way.Reverse();
                    return way;
                }

                if (before.TryAdd(target, folder))
                {
                    next.Enqueue(target);
                }
            }
        }

        return null;
    }

    private static string? FolderOf(OutermostType type, string root) =>
        type.Namespace == root || (type.Namespace.Length == 0 && !type.Name.StartsWith('<')) ? RootFolder
        : type.Namespace.StartsWith(root + ".", StringComparison.Ordinal) ? type.Namespace[(root.Length + 1)..]
        : null;
}
