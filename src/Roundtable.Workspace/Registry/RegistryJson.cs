using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Registry;

/// <summary>Entries as JSON, the same on the command line and over HTTP.</summary>
public static class RegistryJson
{
    /// <summary>An entry in a list.</summary>
    public static JsonObject Row(RegisteredEntry entry) => new()
    {
        ["id"] = entry.Entry.Id.ToString(),
        ["title"] = entry.Entry.Title,
        ["says"] = EntryText.InALine(entry.Entry),
        ["leaf"] = entry.Leaf,
    };

    /// <summary>An entry whole, as its document and where it stands.</summary>
    private static JsonObject Whole(RegisteredEntry entry) => new()
    {
        ["id"] = entry.Entry.Id.ToString(),
        ["leaf"] = entry.Leaf,
        ["registered"] = entry.Registered?.ToString("O", CultureInfo.InvariantCulture),
        ["digest"] = entry.Digest.ToString(),
        ["entry"] = EntryWriter.Json(entry.Entry),
    };

    /// <summary>What is known under a name: the entry meant, the versions, and every revision of it.</summary>
    public static JsonObject Shown(ShownEntry shown) => new()
    {
        ["shown"] = Whole(shown.Entry),
        ["versions"] = Document.Array(shown.Versions, v => v.Entry.Id.Version),
        ["revisions"] = Document.Array(shown.Revisions, Whole),
    };
}
