using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>Labels as rows of a table, one a label.</summary>
internal static class LabelRows
{
    /// <summary>The label of a JSON object.</summary>
    /// <exception cref="FormatException">When it has none, or a layer that there is not.</exception>
    public static GoldRow Read(JsonElement json, string? question, string? text, string place) => Read(name => Text(json, name), question, text, place);

    /// <summary>The label of a row of a table.</summary>
    /// <param name="value">The value of a column; null where the row has none.</param>
    /// <param name="question">The column with the label; null for <c>label</c>.</param>
    /// <param name="text">The column with the text; null for <c>text</c>.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="FormatException">When it has none, or a layer that there is not.</exception>
    public static GoldRow Read(Func<string, string?> value, string? question, string? text, string place)
    {
        if (value("labels") is not null || value("spans") is not null)
        {
            throw new FormatException("several labels or spans for one item are not supported.");
        }

        var answer = value(question ?? "label") ?? throw new FormatException($"it has no '{question ?? "label"}': name the column with --question.");
        GoldLayer? layer = value("layer") is not { Length: > 0 } given ? null
            : Kebab.TryParse<GoldLayer>(given, out var known) ? known
            : throw new FormatException($"'layer' is '{given}'; it must be one of {string.Join(", ", Kebab.Names<GoldLayer>())}.");
        return new GoldRow(value("id"), value(text ?? "text"), [new GoldRowLabel(value("annotator"), layer, answer)], place);
    }

    /// <summary>Rows of the same item, put together.</summary>
    public static IReadOnlyList<GoldRow> Gather(IReadOnlyList<GoldRow> rows) =>
        [.. rows.GroupBy(r => r.Id ?? r.Text ?? r.Place, StringComparer.Ordinal)
            .Select(g => g.First() with { Labels = [.. g.SelectMany(r => r.Labels)], Unfinished = g.Sum(r => r.Unfinished) })];

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
