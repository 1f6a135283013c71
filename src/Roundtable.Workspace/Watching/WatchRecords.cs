using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Watching;

/// <summary>What the log has on record of watching: reports, appeals, answers, and who looked at whose prompts.</summary>
public sealed class WatchRecords
{
    /// <summary>What the document of an appeal says it is.</summary>
    public const string AppealFormat = "roundtable-watch-appeal/1";

    /// <summary>What the document of an answer says it is.</summary>
    public const string AnswerFormat = "roundtable-watch-answer/1";

    /// <summary>What the document says it is that tells who looked at prompts.</summary>
    public const string ViewFormat = "roundtable-watch-view/1";

    /// <summary>What the document says it is that tells what was done to keys.</summary>
    public const string ActFormat = "roundtable-watch-act/1";

    private readonly Dictionary<string, WatchedFinding> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<long, WatchedAppeal> _appeals = [];

    private WatchRecords()
    {
    }

    /// <summary>The findings, each as its last report has it, newest report first.</summary>
    public IReadOnlyList<WatchedFinding> Findings => [.. _findings.Values.OrderByDescending(f => f.Report)];

    /// <summary>Reads the record of a server; where there is no log yet, nothing is on record.</summary>
    public static async Task<WatchRecords> ReadAsync(WorkspaceReader reader, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        return await Task.Run(() => Read(access, cancellation), cancellation);
    }

    /// <summary>Reads what the index over the log lists of watching, and none of the other leaves.</summary>
    /// <param name="access">The index and the log.</param>
    /// <param name="cancellation">Stops.</param>
    public static WatchRecords Read(RegistryAccess access, CancellationToken cancellation)
    {
        var records = new WatchRecords();
        if (access.Log is not { } log)
        {
            return records;
        }

        foreach (var (index, _, digest) in new RecordedDocuments(access.Index).List(RecordedDocuments.Watch, 0, int.MaxValue).Reverse())
        {
            cancellation.ThrowIfCancellationRequested();
            if (log.Content(digest) is { } document)
            {
                records.Add(index, RecordLog.ReadLeaf(log, index, log.Leaves(index).First().Span), document);
            }
        }

        return records;
    }

    /// <summary>A finding by its id.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public WatchedFinding Find(string id) => _findings.GetValueOrDefault(id)
        ?? throw new WorkspaceException(ErrorKind.NotFound,
            $"There is no finding {Record.Wording.Neutralise.Line(id)} on record; 'roundtable watch list' lists them.");

    /// <summary>An appeal by its leaf.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public WatchedAppeal Appeal(long leaf) => _appeals.GetValueOrDefault(leaf)
        ?? throw new WorkspaceException(ErrorKind.NotFound, $"Leaf {leaf.ToString(CultureInfo.InvariantCulture)} is no appeal against a finding.");

    private void Add(long index, Leaf leaf, byte[] bytes)
    {
        try
        {
            if (JsonNode.Parse(bytes) is JsonObject document)
            {
                Add(index, leaf, document);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Whoever may write contributions may write anything: what is not of this form is none of these.
        }
    }

    private void Add(long index, Leaf leaf, JsonObject document)
    {
        var (isReport, time) = (leaf.Kind == LeafKind.Ruling, leaf.Time);
        switch ((string?)document["format"])
        {
            case WatchJson.Format when isReport:
                foreach (var finding in document["findings"]!.AsArray().OfType<JsonObject>())
                {
                    var id = (string?)finding["id"] ?? "";
                    _findings[id] = new WatchedFinding(id, index, time, document, finding, _findings.GetValueOrDefault(id));
                }

                break;
            case AppealFormat when !isReport && _findings.GetValueOrDefault((string?)document["finding"] ?? "") is { } finding:
                finding.Appeals.Add(_appeals[index] = new WatchedAppeal(index, time, finding.Id, Text(document, "by"), Text(document, "text")));
                break;
            case AnswerFormat when !isReport && _appeals.GetValueOrDefault((long?)document["appeal"] ?? -1) is { } appeal:
                appeal.Answers.Add(new WatchedAnswer(index, time, Text(document, "by"), Text(document, "decision"), Text(document, "text")));
                break;
            case ViewFormat when !isReport && _findings.GetValueOrDefault((string?)document["finding"] ?? "") is { } finding:
                finding.Views.Add(new WatchedView(index, time, Text(document, "by"), Text(document, "reason"), (document["at"] as JsonArray)?.Count ?? 0));
                break;
            case ActFormat when !isReport && _findings.GetValueOrDefault((string?)document["finding"] ?? "") is { } finding:
                finding.Acts.Add(document);
                break;
            default:
                break;
        }
    }

    private static string Text(JsonObject document, string name) => (string?)document[name] ?? "";
}
