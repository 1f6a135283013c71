using Roundtable.Corpus.Formats;

namespace Roundtable.Corpus.Origins;

/// <summary>Makes spans from places in a row's bytes.</summary>
internal static class RowSpans
{
    /// <summary>The span of bytes of one of a row's texts.</summary>
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

    /// <summary>Unicode code points in UTF-8: every byte but those that continue one.</summary>
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
