using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>A set that was made.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="Leaf">The leaf of its manifest.</param>
/// <param name="Dataset">Its entry in the registry.</param>
/// <param name="Conditions">What has to be kept.</param>
public sealed record MadeSet(string Folder, SetManifest Manifest, long Leaf, RegisteredEntry Dataset, IReadOnlyList<Condition> Conditions)
{
    /// <summary>What was changed, for a set that was made from another by taking something out; null for one that was made new.</summary>
    public SetChange? Change { get; init; }

    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var json = JsonNode.Parse(Manifest.Write())!.AsObject();
        json["folder"] = Folder;
        json["leaf"] = Leaf;
        json["dataset"] = Dataset.Entry.Id.ToString();
        json["instructions"] = Document.Array(Conditions, c => c.Instruction);
        if (Change is { } change)
        {
            json["change"] = change.Json();
        }

        return json;
    }
}

/// <summary>What taking something out of a set changed.</summary>
/// <param name="Source">What was taken out; null where only what is not allowed any more was.</param>
/// <param name="Removed">Rows that came from it.</param>
/// <param name="NoLongerAllowed">Rows that the registry does not allow any more.</param>
/// <param name="Parts">Rows by part, before and after.</param>
/// <param name="Gone">Conditions that need not be kept any more.</param>
/// <param name="Added">Conditions that came.</param>
/// <param name="Before">The root before.</param>
public sealed record SetChange(
    string? Source,
    long Removed,
    long NoLongerAllowed,
    IReadOnlyDictionary<string, (long Before, long After)> Parts,
    IReadOnlyList<string> Gone,
    IReadOnlyList<string> Added,
    Digest Before)
{
    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["source"] = Source,
        ["removed"] = Removed,
        ["noLongerAllowed"] = NoLongerAllowed,
        ["parts"] = new JsonObject(
            Parts.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)new JsonObject { ["before"] = p.Value.Before, ["after"] = p.Value.After }))),
        ["conditionsGone"] = Document.Array(Gone, c => c),
        ["conditionsAdded"] = Document.Array(Added, c => c),
        ["rootBefore"] = Before.ToString(),
    };
}
