using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Gold;

/// <summary>Writes the folders of gold that are missing from what the log has on record. Labels that were never put on record are not in it.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class GoldRestoration(WorkspaceContext workspace)
{
    private readonly SheetFolders _folders = new(workspace);

    /// <summary>Restores what is missing and was not deleted.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cancellation">Stops; running it again finishes.</param>
    /// <returns>Ids of the sheets that were restored, oldest first.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(RecordLog log, CancellationToken cancellation)
    {
        Dictionary<string, List<(LoggedLeaf Leaf, JsonObject Document)>> sheets = new(StringComparer.Ordinal);
        await foreach (var logged in log.ReadAsync(0, cancellation))
        {
            if (logged.Leaf is { Kind: LeafKind.Deletion, Session: { } deleted })
            {
                sheets.Remove(deleted);
            }
            else if (logged.Leaf is { Kind: LeafKind.Gold, Session: { } id, Document: { } digest } && await log.ContentAsync(digest, cancellation) is { } bytes)
            {
                sheets.TryAdd(id, []);
                sheets[id].Add((logged, JsonNode.Parse(bytes)!.AsObject()));
            }
        }

        List<string> restored = [];
        foreach (var (id, leaves) in sheets.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (_folders.Document(id) is null && await RestoreAsync(id, leaves, cancellation))
            {
                restored.Add(id);
            }
        }

        return restored;
    }

    private async Task<bool> RestoreAsync(string id, List<(LoggedLeaf Leaf, JsonObject Document)> leaves, CancellationToken cancellation)
    {
        if (leaves.Find(l => What(l.Document) == "plan").Document is { } plan)
        {
            _folders.WritePlan(id, plan);
        }

        var sheet = leaves.Find(l => What(l.Document) is "draw" or "queue" or "file");
        if (sheet.Document is null)
        {
            return false; // a draw that was interrupted; drawing again finishes it
        }

        List<GoldEvent> events = [];
        foreach (var batches in leaves.Where(l => What(l.Document) == "labels").GroupBy(l => (int)l.Document["from"]!).OrderBy(b => b.Key))
        {
            // Of batches from the same place the last one is whole: those before were put on record by a process that ended before it could say so.
            var (leaf, document) = batches.Last();
            events.AddRange(document["events"]!.AsArray().Select(e => GoldEventJson.Read(e!.AsObject())));
            events.Add(new GoldEvent.Sealed(leaf.Index, "roundtable", leaf.Leaf.Time));
        }

        await _folders.History(id).ChangeAsync(history => history.Events.Count == 0 ? events : [], cancellation);
        _folders.Write(SheetJson.Read(sheet.Document, sheet.Leaf.Index));
        return true;
    }

    private static string? What(JsonObject document) => (string?)document["what"];
}
