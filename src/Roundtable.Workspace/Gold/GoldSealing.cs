using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Gold;

/// <summary>Puts labels on record in batches, and compares what the data directory says with what is on record.</summary>
/// <param name="workspace">The clock.</param>
/// <param name="folders">Where sheets are kept.</param>
internal sealed class GoldSealing(WorkspaceContext workspace, SheetFolders folders)
{
    /// <summary>Puts the lines of a sheet's history on record that are not there yet, as one leaf.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SealAsync(RecordLog log, string id, CancellationToken cancellation)
    {
        var history = folders.History(id).Read();
        var batch = history.Unsealed;
        if (batch.Count == 0 || folders.Document(id) is not { } sheet)
        {
            return 0;
        }

        var document = Batch(id, history.FirstUnsealed, batch);
        var leaf = new Leaf
        {
            Kind = LeafKind.Gold,
            Time = workspace.Time.GetUtcNow(),
            Session = id,
            Inputs = [sheet.Leaf],
            Document = Digest.Of(document),
        };
        var receipt = await log.AppendOnceAsync(leaf, [document], cancellation);

        // Labels that came meanwhile stand before the mark and are not on record: they are, with these, in the next batch.
        var kept = await folders.History(id).ChangeAsync(
            now => now.Events.Count == history.Events.Count ? [new GoldEvent.Sealed(receipt.Leaf, "roundtable", workspace.Time.GetUtcNow())] : [],
            cancellation);
        return kept.Unsealed.Count == 0 ? batch.Count : await SealAsync(log, id, cancellation);
    }

    /// <summary>The sheet as it is on record.</summary>
    /// <exception cref="WorkspaceException">When the files say anything else.</exception>
    public static async Task<GoldSheet> CheckedAsync(RecordLog log, StoredSheet sheet, CancellationToken cancellation)
    {
        await CompareAsync(log, sheet.Leaf, sheet.Document.Bytes(), sheet.Id, cancellation);
        if (sheet.Document.Draw is { } draw)
        {
            var plan = CanonicalJson.Write(SheetJson.Write(sheet.Id, sheet.Made, draw.Plan));
            var hash = await CompareAsync(log, draw.PlanLeaf, plan, sheet.Id, cancellation);
            if (draw.Seed != draw.Plan.Seed(hash) || draw.PlanLeaf >= sheet.Leaf)
            {
                throw Differs(sheet.Id, draw.PlanLeaf);
            }
        }

        var first = 0;
        foreach (var (happened, at) in sheet.History.Events.Select((e, i) => (e, i)))
        {
            if (happened is GoldEvent.Sealed mark)
            {
                await CompareAsync(log, mark.Leaf, Batch(sheet.Id, first, [.. sheet.History.Events.Take(at).Skip(first)]), sheet.Id, cancellation);
                first = at + 1;
            }
        }

        return first == sheet.History.Events.Count
            ? sheet.Gold
            : throw new WorkspaceException(ErrorKind.InUse, $"Gold {sheet.Id} is being labelled at this moment: try again.");
    }

    private static byte[] Batch(string id, int first, IReadOnlyList<GoldEvent> events) => CanonicalJson.Write(new JsonObject
    {
        ["v"] = SheetJson.Version,
        ["what"] = "labels",
        ["sheet"] = id,
        ["from"] = first,
        ["events"] = new JsonArray([.. events.Select(GoldEventJson.Node)]),
    });

    /// <summary>Compares a document with the one of a leaf; gives the leaf's hash.</summary>
    private static async Task<Digest> CompareAsync(RecordLog log, long index, byte[] document, string id, CancellationToken cancellation)
    {
        if (index < log.Size)
        {
            await foreach (var logged in log.ReadAsync(index, cancellation))
            {
                return logged.Leaf.Kind == LeafKind.Gold && logged.Leaf.Document == Digest.Of(document) ? logged.Hash : throw Differs(id, index);
            }
        }

        throw Differs(id, index);
    }

    private static WorkspaceException Differs(string id, long leaf) => new(
        ErrorKind.BadData,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The files of gold {id} differ from what leaf {leaf} has on record: they were edited or belong to another log. Remove gold/{id} from the data ")
            + "directory and run 'roundtable reindex', which restores them from the log.");
}
