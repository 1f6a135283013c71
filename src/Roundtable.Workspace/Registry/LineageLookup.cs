using Roundtable.Record.Wording;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>Nodes of the lineage by what people call them.</summary>
public static class LineageLookup
{
    /// <summary>How many steps of a lineage are followed.</summary>
    public const int MaxSteps = 2000;

    /// <summary>What a text means, with what it came from, what came from it, or both in this order.</summary>
    /// <param name="access">The lineage.</param>
    /// <param name="text">A name, or <c>session:ID</c>, or <c>leaf:INDEX</c>.</param>
    /// <param name="up">Whether what it came from is wanted.</param>
    /// <param name="down">Whether what came from it is wanted.</param>
    /// <exception cref="WorkspaceException">When there is no such thing.</exception>
    public static (LineageNode Node, IReadOnlyList<LineageGraph> Graphs) Graphs(RegistryAccess access, string text, bool up, bool down)
    {
        var nodes = Nodes(access, text);
        bool[] directions = [.. up ? [true] : Array.Empty<bool>(), .. down ? [false] : Array.Empty<bool>()];
        return (nodes[0], [.. directions.Select(d => access.Index.Walk(nodes, up: d, MaxSteps))]);
    }

    /// <summary>The nodes that a text means: an entry is also meant by its name without a version.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public static IReadOnlyList<LineageNode> Nodes(RegistryAccess access, string text)
    {
        if (text.StartsWith("leaf:", StringComparison.Ordinal) || text.StartsWith("session:", StringComparison.Ordinal))
        {
            return [access.Index.Find(text) ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log has no '{Neutralise.Line(text)}'.")];
        }

        var entry = EntryLookup.Find(access.Registry, text);
        var id = entry.Entry.Id;
        List<LineageNode> nodes = [access.Index.Find(id.ToString()) ?? new LineageNode(long.MaxValue, id.ToString())];
        if (access.Index.Find(id.Unversioned) is { } unversioned)
        {
            nodes.Add(unversioned);
        }

        return nodes;
    }
}
