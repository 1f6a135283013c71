using System.Globalization;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Estimates;
using Roundtable.Annotation.Queues;
using Roundtable.Annotation.Votes;
using Roundtable.Corpus.Records;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Gold;

/// <summary>
/// Labels of a panel in a file, as a run exports them with their texts: <c>id</c>, <c>text</c>, <c>label</c> and <c>probability</c>. What is put before people
/// comes first where their label would change most.
/// </summary>
public static class GoldQueueFile
{
    /// <summary>The items for a queue, in order, each with what the panel says of it.</summary>
    /// <param name="path">JSON Lines, a JSON array, CSV, TSV or Parquet.</param>
    /// <param name="codebook">The codebook, of classes or scores.</param>
    /// <param name="known">Keys of texts that people labelled already; they are left out.</param>
    /// <param name="size">At most how many.</param>
    /// <exception cref="WorkspaceException">When the file cannot be read, or a row has no text or a label that is none of the codebook's.</exception>
    public static IReadOnlyList<(GoldItem Item, PanelLabel? Panel)> Read(string path, Codebook codebook, IReadOnlySet<Digest> known, int size)
    {
        var classes = codebook.Form.Values;
        if (classes.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A queue needs a codebook of classes or scores: what a JSON value would change is not known.");
        }

        List<(GoldItem Item, PanelLabel? Panel)> rows = [];
        List<Digest> texts = [];
        List<float> probabilities = [];
        var keys = new TextKeys();
        foreach (var row in Rows(path))
        {
            var item = new GoldItem(row.Required("id"), row.Required("text"));
            var panel = row.Panel(codebook);
            rows.Add((item, panel));
            texts.Add(keys.Of(item.Text));
            probabilities.AddRange(Spread(panel, classes));
        }

        var groups = texts.Distinct().Select((t, i) => (t, i)).ToDictionary(t => t.t, t => t.i);
        var gold = new GoldLabels([.. texts.Select(t => known.Contains(t) ? (short)0 : VoteTable.None)]);
        var order = LabelQueue.Order(PanelLabels.Of(classes.Count, [.. probabilities]), gold, [.. texts.Select(t => groups[t])]);
        return [.. order.Take(size).Select(q => rows[q.Item])];
    }

    /// <summary>The probability of each class: what the label's leaves is spread evenly, since the file does not tell more.</summary>
    private static IEnumerable<float> Spread(PanelLabel? panel, IReadOnlyList<string> classes)
    {
        var even = 1f / classes.Count;
        var top = panel?.Answer.Value is { } answer ? (float)Math.Max(panel.Probability ?? even, even) : even;
        return classes.Select(c => c == panel?.Answer.Value ? top : panel?.Answer.Value is null ? even : (1 - top) / (classes.Count - 1));
    }

    private static IEnumerable<Row> Rows(string path)
    {
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        using var rows = RecordFile.Read(path).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                {
                    yield break;
                }
            }
            catch (InvalidDataException e)
            {
                throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
            }

            yield return new Row(Path.GetFileName(path), rows.Current);
        }
    }

    /// <summary>A row of the file.</summary>
    private sealed record Row(string File, FieldRecord Fields)
    {
        public string Required(string name) => Value(name) ?? throw Bad($"it has no '{name}'");

        public PanelLabel? Panel(Codebook codebook)
        {
            if (Value("label") is not { Length: > 0 } label)
            {
                return null;
            }

            var answer = codebook.Form.Read(label) ?? throw Bad($"'{label}' is none of the codebook's answers");
            return Value("probability") is not { Length: > 0 } text ? new PanelLabel(answer, null)
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var probability) && probability is >= 0 and <= 1
                    ? new PanelLabel(answer, probability)
                : throw Bad($"the probability '{text}' is not a number from 0 to 1");
        }

        private string? Value(string name) => Fields.Fields.FirstOrDefault(f => f.Key == name).Value;

        private WorkspaceException Bad(string why) =>
            new(ErrorKind.BadData, Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"{File}, row {Fields.Number}: {why}.")));
    }
}
