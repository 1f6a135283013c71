using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>
/// Label Studio's JSON: tasks with <c>data</c> and <c>annotations</c>, whose results are choices, ratings or texts; its short form (JSON-MIN) too.
/// See https://labelstud.io/guide/task_format.
/// </summary>
internal static class LabelStudio
{
    /// <summary>The item of a task.</summary>
    /// <exception cref="FormatException">When an annotation is anything else than one choice, rating or text.</exception>
    public static GoldRow Read(JsonElement task, string? question, string? text, string place)
    {
        if (!task.TryGetProperty("data", out var data))
        {
            return ReadShort(task, question, text, place);
        }

        var annotations = task.TryGetProperty("annotations", out var list) || task.TryGetProperty("completions", out list)
            ? [.. list.EnumerateArray()]
            : new List<JsonElement>();
        List<GoldRowLabel> labels = [];
        var unfinished = 0;
        foreach (var annotation in annotations)
        {
            if (annotation.TryGetProperty("was_cancelled", out var cancelled) && cancelled.ValueKind == JsonValueKind.True)
            {
                unfinished++;
                continue;
            }

            if (Answer(annotation, question) is not { } answer)
            {
                unfinished++;
                continue;
            }

            // Of several annotations the one that was accepted as ground truth is the adjudicated one.
            var accepted = annotations.Count > 1 && annotation.TryGetProperty("ground_truth", out var truth) && truth.ValueKind == JsonValueKind.True;
            labels.Add(new GoldRowLabel(Annotator(annotation), accepted ? GoldLayer.Adjudicated : null, answer));
        }

        return new GoldRow(LabelRows.Text(data, "id") ?? LabelRows.Text(task, "id"), Text(data, text), labels, place)
        {
            HasPrediction = task.TryGetProperty("predictions", out var predictions)
                && predictions.EnumerateArray().Any(p => p.ValueKind == JsonValueKind.Object),
            Unfinished = unfinished,
        };
    }

    /// <summary>Items as tasks.</summary>
    public static JsonArray Write(IEnumerable<GoldRow> rows, CodebookForm form) => new([.. rows.Select(r => (JsonNode)new JsonObject
    {
        ["data"] = new JsonObject { ["id"] = r.Id, ["text"] = r.Text },
        ["annotations"] = new JsonArray([.. r.Labels.Select(l => (JsonNode)new JsonObject
        {
            ["completed_by"] = new JsonObject { ["email"] = l.Annotator },
            ["ground_truth"] = l.Layer == GoldLayer.Adjudicated,
            ["was_cancelled"] = false,
            ["result"] = new JsonArray(Result(l.Answer, form)),
        })]),
        ["predictions"] = new JsonArray(),
    })]);

    private static JsonObject Result(string answer, CodebookForm form)
    {
        var (type, value) = (answer == CodebookAnswer.CannotTellText, form) switch
        {
            (false, CodebookForm.Scores { Min: > 0 }) => ("rating", JsonValue.Create(int.Parse(answer, CultureInfo.InvariantCulture))),
            (false, CodebookForm.Schema) => ("text", new JsonArray(answer)),
            _ => ("choices", (JsonNode)new JsonArray(answer)),
        };
        return new JsonObject
        {
            ["from_name"] = type == "choices" && form is not CodebookForm.Classes ? "cannot-tell" : "label",
            ["to_name"] = "text",
            ["type"] = type == "text" ? "textarea" : type,
            ["value"] = new JsonObject { [type] = value },
        };
    }

    /// <summary>The one answer of an annotation; null where it has none.</summary>
    private static string? Answer(JsonElement annotation, string? question)
    {
        List<(string Question, string Answer)> answers = [];
        foreach (var result in annotation.GetProperty("result").EnumerateArray())
        {
            var type = LabelRows.Text(result, "type") ?? "";
            var name = LabelRows.Text(result, "from_name") ?? type;
            if (question is not null && name != question && name != "cannot-tell")
            {
                continue;
            }

            var value = result.TryGetProperty("value", out var given) ? given : result;
            if (type.EndsWith("labels", StringComparison.Ordinal) || value.TryGetProperty("start", out _) || value.TryGetProperty("x", out _))
            {
                throw new FormatException($"'{name}' marks spans or regions ({type}), which are not supported.");
            }

            answers.Add((name, type switch
            {
                "choices" => One(value.GetProperty("choices"), name),
                "rating" => value.GetProperty("rating").GetRawText(),
                "number" => value.GetProperty("number").GetRawText(),
                "textarea" => One(value.GetProperty("text"), name),
                "taxonomy" => throw new FormatException($"'{name}' is a taxonomy, which is not supported: its answers are several labels."),
                "relation" or "pairwise" or "ranker" => throw new FormatException($"'{name}' ({type}) labels no single item, and is not supported."),
                _ => throw new FormatException($"'{name}' has the unknown type '{type}'. Supported: choices, rating, number, textarea."),
            }));
        }

        List<string> questions = [.. answers.Select(a => a.Question).Distinct(StringComparer.Ordinal)];
        return questions.Count > 1
            ? throw new FormatException($"it answers several questions ({string.Join(", ", questions)}): name one with --question.")
            : answers.Count > 1 ? throw new FormatException($"'{answers[0].Question}' has several answers; multi-label is not supported.")
            : answers is [var (_, only)] ? only : null;
    }

    /// <summary>JSON-MIN: the answers are members of the task itself, beside its data.</summary>
    private static GoldRow ReadShort(JsonElement task, string? question, string? text, string place)
    {
        if (question is null)
        {
            throw new FormatException("it has no 'data'; in Label Studio's short form the answer's name must be given with --question.");
        }

        if (!task.TryGetProperty(question, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return new GoldRow(LabelRows.Text(task, "id"), Text(task, text), [], place) { Unfinished = 1 };
        }

        var answer = value.ValueKind switch
        {
            JsonValueKind.Object when value.TryGetProperty("choices", out var several) => One(several, question),
            JsonValueKind.Array when value.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first =>
                first.TryGetProperty("rating", out var rating) ? rating.GetRawText()
                : throw new FormatException($"'{question}' marks spans, which are not supported."),
            JsonValueKind.Array => One(value, question),
            _ => LabelRows.Text(task, question)!,
        };
        return new GoldRow(LabelRows.Text(task, "id"), Text(task, text), [new GoldRowLabel(LabelRows.Text(task, "annotator"), null, answer)], place);
    }

    private static string One(JsonElement value, string name)
    {
        List<string> given = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [value.GetString()!];
        return given is [var only] ? only
            : throw new FormatException($"'{name}' has {given.Count} answers ({string.Join(", ", given)}); multi-label is not supported.");
    }

    private static string? Annotator(JsonElement annotation) => !annotation.TryGetProperty("completed_by", out var by) ? null : by.ValueKind switch
    {
        JsonValueKind.Object => LabelRows.Text(by, "email") ?? LabelRows.Text(by, "username") ?? LabelRows.Text(by, "id"),
        JsonValueKind.Null => null,
        _ => LabelRows.Text(annotation, "completed_by"),
    };

    /// <summary>The text of a task: the member that is named, else <c>text</c>, or its only text besides the id.</summary>
    private static string? Text(JsonElement data, string? named)
    {
        if (LabelRows.Text(data, named ?? "text") is { } text)
        {
            return text;
        }

        List<string> texts =
            [.. data.EnumerateObject().Where(m => m.Name != "id" && m.Value.ValueKind == JsonValueKind.String).Select(m => m.Value.GetString()!)];
        return named is null && texts is [var only] ? only : null;
    }
}
