using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>
/// Argilla's records (version 2), nested as <c>records.to_json</c> writes them, or flat as in its datasets on the Hugging Face Hub:
/// <c>label.responses</c>, <c>label.responses.users</c>, <c>label.responses.status</c>. See https://docs.argilla.io/latest/reference/argilla/records/records.
/// </summary>
internal static class Argilla
{
    private const string Responses = ".responses";
    private const string Submitted = "submitted";

    /// <summary>The item of a record.</summary>
    /// <exception cref="FormatException">When a response is no single label, or several questions are answered.</exception>
    public static GoldRow Read(JsonElement record, string? question, string? text, string place)
    {
        var nested = record.TryGetProperty("responses", out var responses) && responses.ValueKind == JsonValueKind.Object;
        List<string> questions = nested
            ? [.. responses.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Array).Select(m => m.Name)]
            : [.. record.EnumerateObject().Where(m => m.Name.EndsWith(Responses, StringComparison.Ordinal)).Select(m => m.Name[..^Responses.Length])];
        if (question is null && questions.Count > 1)
        {
            throw new FormatException($"it answers several questions ({string.Join(", ", questions)}): name one with --question.");
        }

        var asked = question ?? questions.FirstOrDefault();
        List<(JsonElement Value, string? User, string? Status)> given = asked is null || !questions.Contains(asked) ? []
            : nested ? [.. responses.GetProperty(asked).EnumerateArray()
                .Select(r => (r.GetProperty("value"), LabelRows.Text(r, "user_id"), LabelRows.Text(r, "status")))]
            : Flat(record, asked);
        var layers = Layers(record);
        List<GoldRowLabel> labels = [];
        foreach (var ((value, user, status), index) in given.Select((g, i) => (g, i)))
        {
            if ((status ?? Submitted) == Submitted && value.ValueKind != JsonValueKind.Null)
            {
                var named = layers is not null && index < layers.Count;
                labels.Add(new GoldRowLabel(named ? layers![index].Annotator : user, named ? layers![index].Layer : null, Answer(value, asked!)));
            }
        }

        var fields = nested && record.TryGetProperty("fields", out var inner) ? inner : record;
        return new GoldRow(LabelRows.Text(record, "id"), Text(fields, text, nested), labels, place)
        {
            HasPrediction = HasSuggestion(record, asked),
            Unfinished = given.Count - labels.Count,
        };
    }

    /// <summary>Items as records.</summary>
    public static JsonArray Write(IEnumerable<GoldRow> rows, CodebookForm form) => new([.. rows.Select(r => (JsonNode)new JsonObject
    {
        ["id"] = r.Id,
        ["fields"] = new JsonObject { ["text"] = r.Text },
        ["metadata"] = r.Labels.Count == 0 ? [] : new JsonObject
        {
            // Argilla knows users by their UUID alone, and no layers.
            ["annotators"] = new JsonArray([.. r.Labels.Select(l => (JsonNode)(l.Annotator ?? ""))]).ToJsonString(),
            ["layers"] = string.Join(',', r.Labels.Select(l => Kebab.Name(l.Layer ?? GoldLayer.First))),
        },
        ["suggestions"] = new JsonObject(),
        ["responses"] = r.Labels.Count == 0 ? [] : new JsonObject
        {
            ["label"] = new JsonArray([.. r.Labels.Select(l => (JsonNode)new JsonObject
            {
                ["value"] = Value(l.Answer, form),
                ["user_id"] = User(l.Annotator ?? ""),
            })]),
        },
        ["vectors"] = new JsonObject(),
    })]);

    private static JsonValue Value(string answer, CodebookForm form) =>
        form is CodebookForm.Scores && int.TryParse(answer, out var score) ? JsonValue.Create(score) : JsonValue.Create(answer);

    /// <summary>A UUID (RFC 9562, version 8) that follows from a name.</summary>
    private static string User(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static List<(JsonElement, string?, string?)> Flat(JsonElement record, string question)
    {
        if (!record.TryGetProperty(question + Responses, out var values) || values.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var (users, status) = (List(".users"), List(".status"));
        return [.. values.EnumerateArray().Select((v, i) => (v, users.ElementAtOrDefault(i), status.ElementAtOrDefault(i)))];

        List<string?> List(string part) =>
            record.TryGetProperty(question + Responses + part, out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(e => e.GetString())]
                : [];
    }

    private static string Answer(JsonElement value, string question) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array when value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("start", out _) =>
            throw new FormatException($"'{question}' marks spans, which are not supported."),
        JsonValueKind.Array when value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } =>
            throw new FormatException($"'{question}' is a ranking, which is not supported."),
        JsonValueKind.Array => throw new FormatException($"'{question}' has several labels; multi-label is not supported."),
        _ => throw new FormatException($"the value of '{question}' is no label."),
    };

    private static bool HasSuggestion(JsonElement record, string? question) =>
        (record.TryGetProperty("suggestions", out var nested)
            && nested.ValueKind == JsonValueKind.Object
            && nested.EnumerateObject().Any(m => question is null || m.Name == question))
        || (question is not null && record.TryGetProperty(question + ".suggestion", out var flat) && flat.ValueKind != JsonValueKind.Null);

    /// <summary>Who gave each response and as which layer, where this program wrote the record.</summary>
    private static List<(string Annotator, GoldLayer Layer)>? Layers(JsonElement record)
    {
        var metadata = record.TryGetProperty("metadata", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : record;
        if (LabelRows.Text(metadata, "annotators") is not { } annotators || LabelRows.Text(metadata, "layers") is not { } layers)
        {
            return null;
        }

        try
        {
            var names = JsonElement.Parse(annotators).EnumerateArray().Select(n => n.GetString()!);
            return [.. names.Zip(layers.Split(','), (n, l) => (n, Layer(l)))];
        }
        catch (JsonException)
        {
            return null; // metadata of somebody else's
        }
    }

    /// <summary>Whether a member of a flat record is a field of its own.</summary>
    private static bool IsField(string name) =>
        name is not ("id" or "status" or "_server_id" or "inserted_at" or "updated_at") && !name.Contains('.', StringComparison.Ordinal);

    private static GoldLayer Layer(string text) =>
        Kebab.TryParse<GoldLayer>(text, out var layer) ? layer : throw new FormatException($"'{text}' is no layer of labels.");

    private static string? Text(JsonElement fields, string? named, bool nested)
    {
        if (LabelRows.Text(fields, named ?? "text") is { } text)
        {
            return text;
        }

        List<string> texts = [.. fields.EnumerateObject()
            .Where(m => m.Value.ValueKind == JsonValueKind.String && (nested || IsField(m.Name)))
            .Select(m => m.Value.GetString()!)];
        return named is null && texts is [var only] ? only : null;
    }
}
