namespace Roundtable.Corpus.Rows;

/// <summary>Converts byte positions in a row to spans.</summary>
internal static class RowSpans
{
    /// <summary>The span of some bytes of one of a row's texts.</summary>
    public static TextSpan Of(RowText row, RowPlan plan, int part, int start, int length)
    {
        var text = row[row.Parts[part]];
        var turn = 0;
        for (var i = 0; i < part; i++)
        {
            turn += row.Parts[i].Field == row.Parts[part].Field ? 1 : 0;
        }

        var from = Characters(text[..start]);
        return new TextSpan(plan.Fields[row.Parts[part].Field].Name, turn, from, from + Characters(text.Slice(start, length)));
    }

    /// <summary>The spans of some bytes of a row's concatenated texts: one for each text that they overlap.</summary>
    public static List<TextSpan> Between(RowText row, RowPlan plan, int start, int end)
    {
        List<TextSpan> spans = [];
        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            var (from, to) = (Math.Max(start, part.Start), Math.Min(end, part.Start + part.Length));
            if (from < to)
            {
                spans.Add(Of(row, plan, i, from - part.Start, to - from));
            }
        }

        return spans;
    }

    /// <summary>The number of Unicode code points in UTF-8: all bytes except continuation bytes.</summary>
    private static int Characters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var b in text)
        {
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }
}
