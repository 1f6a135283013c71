using System.Text;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>Reads the beginnings of duplicated texts.</summary>
internal sealed class RowExcerpts(ScanPlan plan, ScannedBlocks blocks)
{
    private const int MaxBytes = 300;

    /// <summary>Reads the excerpts.</summary>
    /// <returns>The beginning of each text, in the given order.</returns>
    /// <exception cref="InvalidDataException">A file changed since it was scanned.</exception>
    public string[] Read(IReadOnlyList<RepeatedText> texts, CancellationToken cancellation)
    {
        var rows = new RowSet(blocks.Rows);
        foreach (var text in texts)
        {
            rows.Add(text.First);
        }

        var excerpts = new string[texts.Count];
        Array.Fill(excerpts, "");
        foreach (var (number, _, row) in new RowRereader(plan, blocks).Read(rows, cancellation))
        {
            for (var i = 0; i < texts.Count; i++)
            {
                if (texts[i].First == number)
                {
                    excerpts[i] = Beginning(texts[i].Run is { } run ? Words(row, run) : row.Text);
                }
            }
        }

        return excerpts;
    }

    private static ReadOnlySpan<byte> Words(RowText row, WordRun run)
    {
        var words = new WordList();
        Matches.Words.Find(row.Text, words);
        return row.Text[words.Start(run.Start)..words.End(run.Start + run.Length - 1)];
    }

    private static string Beginning(ReadOnlySpan<byte> text)
    {
        var shown = text[..Math.Min(text.Length, MaxBytes)];
        while (shown.Length < text.Length && shown.Length > 0 && (text[shown.Length] & 0xC0) == 0x80)
        {
            shown = shown[..^1];
        }

        return Encoding.UTF8.GetString(shown).Replace('\u001E', '\n') + (shown.Length < text.Length ? "…" : "");
    }
}
