using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Gold;

/// <summary>The folders of sheets in a data directory: <c>gold/ID</c> with <c>plan.json</c>, <c>sheet.json</c> and <c>labels.jsonl</c>.</summary>
/// <param name="workspace">The data directory.</param>
internal sealed class SheetFolders(WorkspaceContext workspace)
{
    private readonly string _root = Path.Combine(workspace.DataDirectory, "gold");

    /// <summary>Ids of all sheets and of draws that were interrupted, oldest first.</summary>
    public IReadOnlyList<string> Ids() =>
        Directory.Exists(_root)
            ? [.. Directory.GetDirectories(_root).Select(d => Path.GetFileName(d)).Where(SessionStore.IsId).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The history of a sheet.</summary>
    public GoldHistoryFile History(string id) => new(In(id), workspace.Time);

    /// <summary>The document of a sheet; null where there is none of that id, or its draw was interrupted.</summary>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    public SheetDocument? Document(string id) =>
        Read(id, "sheet.json") is { } json ? Parsed(id, "sheet.json", () => SheetJson.Read(json["document"]!.AsObject(), (long)json["leaf"]!)) : null;

    /// <summary>The document of a draw's plan; null where there is none.</summary>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    public JsonObject? Plan(string id) => Read(id, "plan.json");

    /// <summary>Keeps the plan of a draw, before it is on record.</summary>
    public void WritePlan(string id, JsonObject plan) => Write(id, "plan.json", plan);

    /// <summary>Keeps a sheet that is on record.</summary>
    public void Write(SheetDocument sheet) =>
        Write(sheet.Id, "sheet.json", new JsonObject { ["v"] = SheetJson.Version, ["leaf"] = sheet.Leaf, ["document"] = sheet.Json() });

    /// <summary>Erases a sheet's files.</summary>
    public void Remove(string id)
    {
        if (Directory.Exists(In(id)))
        {
            foreach (var file in Directory.EnumerateFiles(In(id), "*", SearchOption.AllDirectories).ToList())
            {
                PrivateFiles.Erase(file);
            }

            Directory.Delete(In(id), recursive: true);
        }
    }

    private string In(string id) => SessionStore.IsId(id)
        ? Path.Combine(_root, id)
        : throw new WorkspaceException(ErrorKind.NotFound, $"There is no gold '{Neutralise.Line(id)}': 'roundtable gold show' lists what there is.");

    private void Write(string id, string name, JsonObject json)
    {
        PrivateFiles.CreateDirectory(In(id));
        PrivateFiles.Replace(Path.Combine(In(id), name), CanonicalJson.Write(json));
    }

    private JsonObject? Read(string id, string name)
    {
        var path = Path.Combine(In(id), name);
        if (!File.Exists(path))
        {
            return null;
        }

        var json = Parsed(id, name, () => JsonNode.Parse(File.ReadAllBytes(path))!.AsObject());
        return (int?)json["v"] is { } version && version > SheetJson.Version ? throw new NewerFormatException(path, version, SheetJson.Version) : json;
    }

    private T Parsed<T>(string id, string name, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                $"{Neutralise.Line(Path.Combine(In(id), name))} is damaged. Remove gold/{id} and run 'roundtable reindex', which restores it from the log.",
                e);
        }
    }
}
