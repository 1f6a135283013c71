using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Votes;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Tables;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Benches;

/// <summary>
/// Votes read from a file: tab-separated or CSV, packed or not. Wide: a question, its right answer (<c>gold</c>) and a column for each seat. Long:
/// <c>question</c>, <c>annotator</c>, <c>label</c>, one vote a row, and where it is known the right answer again and again (<c>gold</c>).
/// </summary>
/// <param name="Votes">The votes; sources have the headings of their columns as names.</param>
/// <param name="Gold">The right answers, as far as they are known.</param>
/// <param name="Match">How votes were compared.</param>
/// <param name="Unread">For each source, how many of its votes said something that could not be read as an answer; votes that are empty are not among
/// them.</param>
/// <param name="WithUnit">For each source, how many of its numbers stood beside a currency sign or a unit, which was left out.</param>
public sealed record VoteFile(VoteTable Votes, GoldLabels Gold, AnswerMatch Match, IReadOnlyList<int> Unread, IReadOnlyList<int> WithUnit)
{
    private const int MaxShown = 8;

    private static readonly string[] _questionNames = ["question", "item", "task", "id", "question_id", "item_id", "task_id"];
    private static readonly string[] _goldNames = ["gold", "answer", "truth"];
    private static readonly string[] _annotatorNames = ["annotator", "worker", "performer", "annotator_id", "worker_id"];
    private static readonly string[] _labelNames = ["label", "vote", "response"];

    /// <summary>The columns of the sources, in their order.</summary>
    public IReadOnlyList<VoteColumn> Columns => [.. Votes.Sources.Select(s => VoteColumn.Parse(s.Name))];

    /// <summary>Reads a file.</summary>
    /// <exception cref="WorkspaceException">When it does not exist or is no such table, a question comes twice, or a seat that is asked for is not in
    /// it.</exception>
    public static VoteFile Read(string path, VoteFileOptions? options = null)
    {
        options ??= new VoteFileOptions();
        using var records = Open(path).GetEnumerator();
        var header = records.MoveNext() ? records.Current : throw Bad(path, "it is empty");
        var question = Column(path, header, _questionNames);
        var known = options.GoldPath is { } goldPath ? ReadGold(goldPath) : null;
        var builder = new VoteFileBuilder(path, options, known);
        if (Array.FindIndex(header, h => _annotatorNames.Contains(h, StringComparer.OrdinalIgnoreCase)) is var annotator and >= 0)
        {
            var label = Column(path, header, _labelNames);
            var gold = Array.FindIndex(header, h => _goldNames.Contains(h.Trim(), StringComparer.OrdinalIgnoreCase));
            while (records.MoveNext())
            {
                var record = Whole(path, records.Current, header);
                builder.Add(record[question], record[annotator], record[label], gold < 0 ? "" : record[gold]);
            }
        }
        else
        {
            var gold = Array.FindIndex(header, h => _goldNames.Contains(h, StringComparer.OrdinalIgnoreCase));
            var seats = Enumerable.Range(0, header.Length).Where(i => i != question && i != gold).ToArray();
            builder.SetHeadings([.. seats.Select(i => header[i])]);
            while (records.MoveNext())
            {
                var record = Whole(path, records.Current, header);
                builder.AddRow(record[question], gold < 0 ? "" : record[gold], record, seats);
            }
        }

        return builder.Build();
    }

    /// <summary>Reads the right answers of questions.</summary>
    /// <returns>The answer of each question that has one.</returns>
    /// <exception cref="WorkspaceException">When the file does not exist or is no table of questions and answers, or a question comes twice.</exception>
    public static IReadOnlyDictionary<string, string> ReadGold(string path)
    {
        using var records = Open(path).GetEnumerator();
        var header = records.MoveNext() ? records.Current : throw Bad(path, "it is empty");
        var (question, gold) = (Column(path, header, _questionNames), Column(path, header, [.. _goldNames, "label"]));
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        while (records.MoveNext())
        {
            var record = Whole(path, records.Current, header);
            if (!answers.TryAdd(record[question], record[gold]))
            {
                throw Bad(path, $"the question '{Neutralise.Line(record[question])}' comes twice");
            }
        }

        return answers;
    }

    /// <summary>An error of a file, in the words of all of them.</summary>
    internal static WorkspaceException Bad(string path, string why, Exception? inner = null) =>
        new(ErrorKind.BadData, $"{Neutralise.Line(path)} cannot be read as a table of votes: {Neutralise.Line(why)}.", inner);

    private static IEnumerable<string[]> Open(string path)
    {
        CorpusFile file;
        Stream stream;
        try
        {
            file = FileFinder.Find([path]).Files is [var only] ? only : throw Bad(path, "it is empty, or no file");
            stream = file.Open();
        }
        catch (FileNotFoundException e)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file '{Neutralise.Line(path)}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The file '{Neutralise.Line(path)}' cannot be read: {e.Message}", e);
        }

        if (file.Format != FileFormat.Csv)
        {
            stream.Dispose();
            throw Bad(path, "its name ends neither in .tsv nor in .csv, nor in those with .gz or .zst after them");
        }

        return Records(path, file, stream);
    }

    private static IEnumerable<string[]> Records(string path, CorpusFile file, Stream stream)
    {
        using (stream)
        using (var records = TableRecords.Read(stream, file.UnpackedName).GetEnumerator())
        {
            while (true)
            {
                try
                {
                    if (!records.MoveNext())
                    {
                        yield break;
                    }
                }
                catch (InvalidDataException e)
                {
                    throw Bad(path, e.Message, e);
                }

                yield return records.Current;
            }
        }
    }

    private static string[] Whole(string path, string[] record, string[] header) => record.Length == header.Length
        ? record
        : throw Bad(path, $"the row of '{record[0]}' has {record.Length} fields instead of the header's {header.Length}");

    private static int Column(string path, string[] header, IReadOnlyList<string> names) =>
        Array.FindIndex(header, h => names.Contains(h.Trim(), StringComparer.OrdinalIgnoreCase)) is var at and >= 0
            ? at
            : throw Bad(
                path,
                $"no column is named {string.Join(" or ", names.Select(n => $"'{n}'"))}; its first row is "
                    + string.Join(", ", header.Take(MaxShown).Select(h => $"'{h}'"))
                    + (header.Length > MaxShown ? ", …" : ""));
}
