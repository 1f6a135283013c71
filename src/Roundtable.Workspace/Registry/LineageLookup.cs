using Roundtable.Record.Wording;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>Nodes of the lineage by what people call them.</summary>
public static class LineageLookup
{
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
