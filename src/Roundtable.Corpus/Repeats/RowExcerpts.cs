using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;

namespace Roundtable.Corpus.Repeats;

/// <summary>Reads parts of rows to be shown; keys and personal data in them are masked.</summary>
internal sealed class RowExcerpts(ScanPlan plan, ScannedBlocks blocks)
{
    private const int MaxBytes = 300;
    private const int Before = 60;

    private readonly SensitiveMask _mask = new();

    /// <summary>Reads the beginnings of duplicated texts.</summary>
    /// <returns>The beginning of each text, in the given order.</returns>
    /// <exception cref="InvalidDataException">A file changed since it was scanned.</exception>
    public string[] Read(IReadOnlyList<RepeatedText> texts, CancellationToken cancellation) =>
        Read(texts, t => t.First, (t, row, _) => t.Run is { } run ? Words(row, run) : (0, row.Text.Length), cancellation);

    /// <summary>Reads the text around spans.</summary>
    /// <returns>The text around each span, in the given order.</returns>
    /// <exception cref="InvalidDataException">A file changed since it was scanned.</exception>
    public string[] Read(IReadOnlyList<(long Row, TextSpan? Span)> spans, CancellationToken cancellation) =>
        Read(spans, s => s.Row, (s, row, file) => s.Span is { } span ? Around(row, file.Rows.Plan, span) : (0, row.Text.Length), cancellation);

    private string[] Read<T>(
        IReadOnlyList<T> wanted, Func<T, long> number, Func<T, RowText, PlannedFile, (int From, int To)> part, CancellationToken cancellation)
    {
        var rows = new RowSet(blocks.Rows);
        foreach (var one in wanted)
        {
            rows.Add(number(one));
        }

        var excerpts = new string[wanted.Count];
        Array.Fill(excerpts, "");
        if (wanted.Count == 0)
        {
            return excerpts;
        }

        foreach (var (read, file, row) in new RowRereader(plan, blocks).Read(rows, cancellation))
        {
            for (var i = 0; i < wanted.Count; i++)
            {
                if (number(wanted[i]) == read)
                {
                    var (from, to) = part(wanted[i], row, file);
                    excerpts[i] = Excerpt(row.Text, from, to);
                }
            }
        }

        return excerpts;
    }

    private static (int From, int To) Words(RowText row, WordRun run)
    {
        var words = new WordList();
        Matches.Words.Find(row.Text, words);
        return (words.Start(run.Start), words.End(run.Start + run.Length - 1));
    }

    private static (int From, int To) Around(RowText row, RowPlan fields, TextSpan span)
    {
        var turn = span.Turn;
        foreach (var part in row.Parts)
        {
            if (fields.Fields[part.Field].Name == span.Field && turn-- == 0)
            {
                // Code points become bytes; somewhat before the span the excerpt begins.
                var (at, left) = (0, span.Start);
                for (var text = row[part]; at < text.Length && left > 0; at++)
                {
                    left -= at + 1 == text.Length || (text[at + 1] & 0xC0) != 0x80 ? 1 : 0;
                }

                return (part.Start + Math.Max(0, at - Before), part.Start + part.Length);
            }
        }

        return (0, row.Text.Length);
    }

    private string Excerpt(ReadOnlySpan<byte> text, int from, int to)
    {
        while (from > 0 && from < text.Length && (text[from] & 0xC0) == 0x80)
        {
            from--;
        }

        var end = Math.Min(to, from + MaxBytes);
        while (end < to && end > from && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return _mask.Dotted(text, from, end).Replace('\u001E', '\n') + (end < to ? "…" : "");
    }
}
