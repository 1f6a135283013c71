using System.Text.Json.Nodes;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>A ruling on content, with what it comes to for its parts.</summary>
/// <param name="Ruling">The ruling.</param>
/// <param name="Parts">What is ruled of each part; empty where it has no parts, or too many to list.</param>
/// <param name="Removal">The fewest things without which it would be allowed; null where it is allowed, or leaving something out would not help.</param>
/// <param name="Leaf">Index of the leaf that has the ruling on the record; null where it is not there.</param>
public sealed record ContentRuling(Ruling Ruling, IReadOnlyList<Part> Parts, IReadOnlyList<Artifact>? Removal, long? Leaf = null)
{
    private const int MaxParts = 2000;

    /// <summary>Rules on content.</summary>
    /// <param name="access">The registry and the lineage.</param>
    /// <param name="id">Id of the content.</param>
    /// <param name="intent">What is wanted.</param>
    /// <param name="cancellation">Stops.</param>
    public static ContentRuling Make(RegistryAccess access, string id, Intent intent, CancellationToken cancellation)
    {
        var judge = access.Judge;
        var ruling = judge.Rule(id, intent, cancellation);
        return new ContentRuling(
            ruling,
            ruling.Content.Edges.Count is > 0 and <= MaxParts ? judge.Parts(id, intent, cancellation) : [],
            ruling.IsAllowed ? null : judge.SmallestRemoval(id, intent, cancellation));
    }

    /// <summary>The ruling as JSON, with its leaf where it has one.</summary>
    public JsonObject Json()
    {
        var json = RulingWriter.Json(Ruling, Parts, Removal);
        if (Leaf is { } leaf)
        {
            json["leaf"] = leaf;
        }

        return json;
    }
}
