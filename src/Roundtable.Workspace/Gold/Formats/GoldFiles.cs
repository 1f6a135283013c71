using System.Globalization;
using System.Text.Json;
using Roundtable.Corpus.Records;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold.Formats;

/// <summary>Reads files of labelling tools.</summary>
internal static class GoldFiles
{
    private const int MaxProblems = 20;

    /// <summary>The items of a file.</summary>
    /// <param name="path">The file: a JSON array, or JSON Lines.</param>
    /// <param name="format">Its format; null to tell it from the first item.</param>
    /// <param name="question">The question whose answers are wanted, or the column; null where the file has one alone.</param>
    /// <param name="text">The field with the text; null for <c>text</c>, or the only one.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When it cannot be read; every problem is listed with its place.</exception>
    public static async Task<IReadOnlyList<GoldRow>> ReadAsync(
        string path, GoldFormat? format, string? question, string? text, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        if (Path.GetExtension(path) is ".csv" or ".tsv" or ".parquet" or ".gz" or ".zst")
        {
            return format is null or GoldFormat.Rows
                ? await Task.Run(() => Table(path, name, question, text), cancellation)
                : throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(name)} is a table: its format is rows. The others are JSON.");
        }

        var objects = Objects(await File.ReadAllTextAsync(path, cancellation), name);
        var kind = format ?? (objects.Count > 0 ? Recognise(objects[0]) : GoldFormat.Rows);
        var unit = kind == GoldFormat.LabelStudio ? "task" : kind == GoldFormat.Argilla ? "record" : "row";
        List<string> problems = [];
        List<GoldRow> rows = [];
        foreach (var (json, index) in objects.Select((o, i) => (o, i)))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}, {unit} {index + 1}");
            try
            {
                rows.Add(kind switch
                {
                    GoldFormat.LabelStudio => LabelStudio.Read(json, question, text, place),
                    GoldFormat.Argilla => Argilla.Read(json, question, text, place),
                    _ => LabelRows.Read(json, question, text, place),
                });
            }
            catch (FormatException e)
            {
                problems.Add($"{place}: {e.Message}");
            }
            catch (InvalidOperationException)
            {
                problems.Add($"{place}: a member has another type than the format gives it.");
            }
            catch (KeyNotFoundException)
            {
                problems.Add($"{place}: a member is missing that the format always has.");
            }
        }

        // Label Studio's short form has a task as often as there are people who labelled it.
        return problems.Count > 0 ? throw Faulty(problems)
            : kind == GoldFormat.Rows || (kind == GoldFormat.LabelStudio && !objects.Exists(o => o.TryGetProperty("data", out _))) ? LabelRows.Gather(rows)
            : rows;
    }

    private static IReadOnlyList<GoldRow> Table(string path, string name, string? question, string? text)
    {
        List<string> problems = [];
        List<GoldRow> rows = [];
        try
        {
            foreach (var row in RecordFile.Read(path))
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"{name}, row {row.Number}");
                try
                {
                    rows.Add(LabelRows.Read(column => row.Fields.FirstOrDefault(f => f.Key == column).Value, question, text, place));
                }
                catch (FormatException e)
                {
                    problems.Add($"{place}: {e.Message}");
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }

        return problems.Count > 0 ? throw Faulty(problems) : LabelRows.Gather(rows);
    }

    /// <summary>The error that lists what is wrong with a file.</summary>
    public static WorkspaceException Faulty(IReadOnlyList<string> problems) => new(
        ErrorKind.BadData,
        Neutralise.Text(
            "Nothing was imported; there "
            + (problems.Count == 1 ? "is a problem:" : string.Create(CultureInfo.InvariantCulture, $"are {problems.Count} problems:"))
            + "\n  "
            + string.Join("\n  ", problems.Take(MaxProblems)) + (problems.Count > MaxProblems ? "\n  …" : "")));

    private static GoldFormat Recognise(JsonElement first) =>
        first.TryGetProperty("annotations", out _) || first.TryGetProperty("completions", out _) || first.TryGetProperty("annotation_id", out _)
            ? GoldFormat.LabelStudio
        : first.TryGetProperty("responses", out _) || first.EnumerateObject().Any(m => m.Name.EndsWith(".responses", StringComparison.Ordinal))
            ? GoldFormat.Argilla
        : GoldFormat.Rows;

    private static List<JsonElement> Objects(string text, string name)
    {
        List<JsonElement> objects = [];
        var line = 0;
        try
        {
            if (text.AsSpan().TrimStart().StartsWith("["))
            {
                objects.AddRange(JsonElement.Parse(text).EnumerateArray());
            }
            else
            {
                foreach (var one in text.Split('\n'))
                {
                    line++;
                    if (!string.IsNullOrWhiteSpace(one))
                    {
                        objects.Add(JsonElement.Parse(one));
                    }
                }
            }
        }
        catch (JsonException e)
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                string.Create(CultureInfo.InvariantCulture, $"{Neutralise.Line(name)}, line {(line > 0 ? line : (e.LineNumber ?? 0) + 1)}: ")
                    + "this is neither a JSON array nor JSON Lines.",
                e);
        }

        return objects.FindIndex(o => o.ValueKind != JsonValueKind.Object) is var at and >= 0
            ? throw new WorkspaceException(
                ErrorKind.BadData, string.Create(CultureInfo.InvariantCulture, $"{Neutralise.Line(name)}: item {at + 1} is not a JSON object."))
            : objects;
    }
}
