using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>The report of an audit of cut-offs that is on the record.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Time">When it was put there.</param>
/// <param name="Report">The report: docs/cutoffs.md.</param>
public sealed record RecordedCutoff(long Leaf, DateTimeOffset Time, JsonElement Report)
{
    /// <summary>The report of a leaf; null where the leaf is none.</summary>
    public static RecordedCutoff? Read(LogStore log, long index)
    {
        if (index < 0 || index >= log.Head.Size)
        {
            return null;
        }

        var leaf = RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span);
        if (leaf.Kind != LeafKind.Ruling || leaf.Document is not { } digest || log.Content(digest) is not { } document)
        {
            return null;
        }

        var json = JsonElement.Parse(document);
        return json.TryGetProperty("format"u8, out var format) && format.GetString() == CutoffJson.Format ? new RecordedCutoff(index, leaf.Time, json) : null;
    }

    /// <summary>The reports on the record, the newest first.</summary>
    /// <param name="access">The index and the log.</param>
    /// <param name="skip">How many to leave out, from 0.</param>
    /// <param name="limit">The maximum number, from 1.</param>
    /// <returns>The reports, and how many there are.</returns>
    public static (IReadOnlyList<RecordedCutoff> Reports, int Total) List(RegistryAccess access, int skip, int limit)
    {
        var documents = new RecordedDocuments(access.Index);
        return access.Log is not { } log ? ([], 0) : (
            [.. documents.List(RecordedDocuments.CutoffAudit, skip, limit).Select(d => Read(log, d.Leaf)).OfType<RecordedCutoff>()],
            documents.Count(RecordedDocuments.CutoffAudit));
    }

    /// <summary>As JSON, what a list shows of it.</summary>
    public JsonObject Row() => new()
    {
        ["leaf"] = Leaf,
        ["time"] = Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["organisation"] = Text("organisation"),
        ["vendor"] = Text("vendor"),
        ["since"] = Text("since"),
        ["on"] = Text("on"),
        ["outcome"] = Text("outcome"),
        ["total"] = Report.GetProperty("total"u8).GetInt64(),
        ["questions"] = Report.GetProperty("questions"u8).EnumerateArray().Sum(q => q.GetProperty("count"u8).GetInt64()),
    };

    /// <summary>As JSON: the report with its leaf.</summary>
    public JsonObject Json()
    {
        var json = JsonNode.Parse(Report.GetRawText())!.AsObject();
        json["leaf"] = Leaf;
        json["time"] = Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>A member that is a text; null where it is missing.</summary>
    public string? Text(string name) => Report.TryGetProperty(name, out var value) ? value.GetString() : null;
}
