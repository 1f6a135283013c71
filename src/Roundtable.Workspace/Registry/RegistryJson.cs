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
    public static JsonObject Whole(RegisteredEntry entry) => new()
    {
        ["id"] = entry.Entry.Id.ToString(),
        ["leaf"] = entry.Leaf,
        ["registered"] = entry.Registered?.ToString("O", CultureInfo.InvariantCulture),
        ["digest"] = entry.Digest.ToString(),
        ["entry"] = EntryWriter.Json(entry.Entry),
    };

    /// <summary>What is known under a name: the entry meant, the versions, and every revision of it.</summary>
    public static JsonObject Shown(RegistrySnapshot registry, RegisteredEntry entry) => new()
    {
        ["shown"] = Whole(entry),
        ["versions"] = Document.Array(registry.Versions(entry.Entry.Id.Kind, entry.Entry.Id.Name), v => v.Entry.Id.Version),
        ["revisions"] = Document.Array(registry.History(entry.Entry.Id), Whole),
    };
}
