using System.Globalization;
using System.Text.Json;
using Roundtable.Annotation.Evaluation;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Benches;

/// <summary>Reads sets of questions with known answers from files and folders.</summary>
public static class BenchSetReader
{
    private const int MmluFields = 6;

    /// <summary>Reads a set.</summary>
    /// <param name="path">A file (JSON Lines, JSON, CSV, TSV, Parquet, packed or not) or a folder of them; in a folder each file is a category.</param>
    /// <param name="match">How open answers are compared; null to decide it by each answer.</param>
    /// <exception cref="WorkspaceException">When it cannot be read, or fewer than two rows are questions with a known answer.</exception>
    public static BenchSet Read(string path, AnswerMatch? match = null)
    {
        var files = Files(path);
        List<BenchQuestion> questions = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var category = files.Count > 1 ? Path.GetFileNameWithoutExtension(file.UnpackedName) : null;
            var row = 0;
            foreach (var read in Rows(file))
            {
                row++;
                var number = row.ToString(CultureInfo.InvariantCulture);
                if (BenchRowReader.Read(read, number, match, out var problem) is not { } question)
                {
                    leftOut[problem!] = leftOut.GetValueOrDefault(problem!) + 1;
                    continue;
                }

                // Ids of a file may come again in another; then the file is part of them, and at last the row.
                string[] names = [question.Id, $"{category}/{question.Id}", $"{category ?? Path.GetFileName(file.Name)}/{number}"];
                var id = names.First(ids.Add);
                questions.Add(question with { Id = id, Category = question.Category ?? category });
            }
        }

        if (questions.Count < BenchEvaluation.MinItems)
        {
            var reasons = leftOut.Select(l => $"{BenchText.Count(l.Value)} {(l.Value == 1 ? "row" : "rows")} {l.Key}");
            var why = leftOut.Count == 0 ? "" : $" Left out: {string.Join(", ", reasons)}.";
            throw new WorkspaceException(ErrorKind.BadData, BenchService.NoAnswers(path, questions.Count) + why);
        }

        return new BenchSet(Path.GetFileName(path.TrimEnd('/')) is { Length: > 0 } name ? name : path, questions, leftOut);
    }

    private static List<CorpusFile> Files(string path)
    {
        try
        {
            var files = FileFinder.Find([path]).Files.Where(f => f.Format != FileFormat.Text).ToList();
            return files.Count > 0 ? files : throw new WorkspaceException(
                ErrorKind.BadData, $"{Neutralise.Line(path)} holds no JSON Lines, JSON, CSV, TSV or Parquet file: a set is made of those.");
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file or folder '{Neutralise.Line(path)}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"'{Neutralise.Line(path)}' cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<BenchRow> Rows(CorpusFile file)
    {
        using var rows = (file.Format == FileFormat.Csv ? Table(file) : Json(file)).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData, $"{Neutralise.Line(file.Name)} cannot be read as a set of questions: {Neutralise.Line(e.Message.TrimEnd('.'))}.", e);
            }

            yield return rows.Current;
        }
    }

    /// <summary>A table with a header, or as those of MMLU: question, options, letter, without one.</summary>
    private static IEnumerable<BenchRow> Table(CorpusFile file)
    {
        using var stream = file.Open();
        string[]? header = null;
        foreach (var record in TableRecords.Read(stream, file.UnpackedName))
        {
            if (header is null)
            {
                var isHeader = Array.Exists(record, f => f.Trim().ToLowerInvariant() is "question" or "input" or "problem" or "prompt" or "query");
                header = isHeader ? record
                    : record.Length >= MmluFields - 2 && record[^1].Trim() is [>= 'A' and <= 'Z']
                        ? ["question", .. Enumerable.Range(0, record.Length - 2).Select(i => Deliberation.Questions.Question.Letter(i).ToString()), "answer"]
                    : throw new InvalidDataException("its header names no 'question', and its rows are not a question, options and a letter");
                if (isHeader)
                {
                    continue;
                }
            }

            yield return record.Length == header.Length ? BenchRow.Of(header, record)
                : throw new InvalidDataException(
                    $"a row has {record.Length} fields instead of {header.Length}: '{(record[0].Length > 40 ? record[0][..40] + "…" : record[0])}'");
        }
    }

    private static IEnumerable<BenchRow> Json(CorpusFile file) =>
        file.UnpackedName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && Whole(file) is { } whole ? whole : Lines(file);

    /// <summary>The rows of one JSON document: an array, or an object with a list of examples as in BIG-Bench Hard; null where it is none but lines.</summary>
    private static List<BenchRow>? Whole(CorpusFile file)
    {
        using var stream = file.Open();
        try
        {
            var document = JsonDocument.Parse(stream).RootElement;
            var rows = document.ValueKind == JsonValueKind.Array ? document
                : document.ValueKind == JsonValueKind.Object
                    && new[] { "examples", "data", "questions" }.Select(n => document.TryGetProperty(n, out var list) ? list : default)
                        .FirstOrDefault(l => l.ValueKind == JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } examples ? examples
                : throw new InvalidDataException("it is neither a list of questions nor an object with one named 'examples'");
            return [.. rows.EnumerateArray().Select(Row)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<BenchRow> Lines(CorpusFile file)
    {
        using var reader = new StreamReader(file.Open());
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim().Length > 0)
            {
                JsonElement json;
                try
                {
                    json = JsonElement.Parse(line);
                }
                catch (JsonException e)
                {
                    throw new InvalidDataException($"line {number} is not JSON", e);
                }

                yield return Row(json);
            }
        }
    }

    private static BenchRow Row(JsonElement json) => json.ValueKind == JsonValueKind.Object ? BenchRow.Of(json)
        : throw new InvalidDataException($"a row is not an object but {Kebab.Name(json.ValueKind)}");
}
