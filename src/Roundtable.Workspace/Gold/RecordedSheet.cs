using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Gold;

/// <summary>What the log has on record of a sheet that was not deleted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Plan">The plan of its draw; null where it was not drawn.</param>
/// <param name="Document">The sheet; null where its draw was interrupted.</param>
/// <param name="Events">What people did with it, as far as that is on record.</param>
internal sealed record RecordedSheet(string Id, JsonObject? Plan, SheetDocument? Document, IReadOnlyList<GoldEvent> Events)
{
    /// <summary>All sheets on record, oldest first.</summary>
    public static async Task<IReadOnlyList<RecordedSheet>> ReadAsync(RecordLog log, CancellationToken cancellation)
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

        return [.. sheets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Of(s.Key, s.Value))];
    }

    private static RecordedSheet Of(string id, List<(LoggedLeaf Leaf, JsonObject Document)> leaves)
    {
        List<GoldEvent> events = [];
        foreach (var batches in leaves.Where(l => What(l.Document) == "labels").GroupBy(l => (int)l.Document["from"]!).OrderBy(b => b.Key))
        {
            // Of batches from the same place the last one is whole: those before were put on record by a process that ended before it could say so.
            var (leaf, document) = batches.Last();
            events.AddRange(document["events"]!.AsArray().Select(e => GoldEventJson.Read(e!.AsObject())));
            events.Add(new GoldEvent.Sealed(leaf.Index, "roundtable", leaf.Leaf.Time));
        }

        var sheet = leaves.Find(l => What(l.Document) is "draw" or "queue" or "file");
        return new RecordedSheet(
            id,
            leaves.Find(l => What(l.Document) == "plan").Document,
            sheet.Document is null ? null : SheetJson.Read(sheet.Document, sheet.Leaf.Index),
            events);
    }

    private static string? What(JsonObject document) => (string?)document["what"];
}
