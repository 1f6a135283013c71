using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>What an entry, a session or a leaf came from, and what came from it.</summary>
/// <param name="Node">What it is of.</param>
/// <param name="Up">What it came from.</param>
/// <param name="Down">What came from it.</param>
public sealed record EntryLineage(LineageNode Node, LineageGraph Up, LineageGraph Down)
{
    /// <summary>How many steps are followed each way.</summary>
    public const int MaxSteps = 2000;

    /// <summary>The lineage of what a text names: an entry as a person names it, or <c>session:ID</c>, <c>run:ID</c> or <c>leaf:INDEX</c>.</summary>
    /// <exception cref="WorkspaceException">When there is no such thing.</exception>
    public static EntryLineage Of(RegistryAccess access, string text)
    {
        if (((string[])["leaf:", LineageBatch.SessionPrefix, LineageBatch.RunPrefix]).Any(p => text.StartsWith(p, StringComparison.Ordinal)))
        {
            var named = access.Index.Find(text) ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log has no '{Neutralise.Line(text)}'.");
            return Of(access, named, [named]);
        }

        var id = EntryLookup.Find(access.Registry, text).Entry.Id;
        var node = access.Index.Find(id.ToString()) ?? new LineageNode(long.MaxValue, id.ToString());

        // Whoever named it before it was registered named it without a version. Upwards that name would lead to its other versions too.
        return Of(access, node, access.Index.Find(id.Unversioned) is { } unversioned ? [node, unversioned] : [node]);
    }

    /// <summary>Both ways as JSON, or one of them.</summary>
    public JsonObject Json(bool up = true, bool down = true)
    {
        var json = new JsonObject { ["name"] = Node.Name };
        if (up)
        {
            json["up"] = LineageJson.Of(Up);
        }

        if (down)
        {
            json["down"] = LineageJson.Of(Down);
        }

        return json;
    }

    private static EntryLineage Of(RegistryAccess access, LineageNode node, IReadOnlyList<LineageNode> meant) =>
        new(node, access.Index.Walk([node], up: true, MaxSteps), access.Index.Walk(meant, up: false, MaxSteps));
}
