using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>Labels as rows of a table, one a label.</summary>
internal static class LabelRows
{
    /// <summary>The label of a row.</summary>
    /// <exception cref="FormatException">When it has none, or a layer that there is not.</exception>
    public static GoldRow Read(JsonElement json, string place)
    {
        var answer = Text(json, "label") ?? Text(json, "answer") ?? throw new FormatException("it has no 'label'.");
        GoldLayer? layer = Text(json, "layer") is not { } text ? null
            : Kebab.TryParse<GoldLayer>(text, out var known) ? known
            : throw new FormatException($"'layer' is '{text}'; it must be one of {string.Join(", ", Kebab.Names<GoldLayer>())}.");
        return json.TryGetProperty("labels", out _) || json.TryGetProperty("spans", out _)
            ? throw new FormatException("several labels or spans for one item are not supported.")
            : new GoldRow(Text(json, "id"), Text(json, "text"), [new GoldRowLabel(Text(json, "annotator"), layer, answer)], place);
    }

    /// <summary>Rows of the same item, put together.</summary>
    public static IReadOnlyList<GoldRow> Gather(IReadOnlyList<GoldRow> rows) =>
        [.. rows.GroupBy(r => r.Id ?? r.Text ?? r.Place, StringComparer.Ordinal).Select(g => g.First() with { Labels = [.. g.SelectMany(r => r.Labels)] })];

    /// <summary>Items as rows; an item without a label is a row with none.</summary>
    public static IEnumerable<JsonObject> Write(IEnumerable<GoldRow> rows) => rows.SelectMany(r => r.Labels.Count == 0
        ? [new JsonObject { ["id"] = r.Id, ["text"] = r.Text, ["label"] = null }]
        : r.Labels.Select(l => new JsonObject
        {
            ["id"] = r.Id,
            ["text"] = r.Text,
            ["label"] = l.Answer,
            ["annotator"] = l.Annotator,
            ["layer"] = l.Layer is { } layer ? Kebab.Name(layer) : null,
        }));

    /// <summary>A member as text: a string as it is, a number or a nested value as its JSON; null where it is missing or null.</summary>
    public static string? Text(JsonElement json, string name) => !json.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
