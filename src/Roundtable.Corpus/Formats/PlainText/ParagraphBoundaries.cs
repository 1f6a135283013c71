using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>Rows are paragraphs: lines up to and including an empty one.</summary>
internal sealed class ParagraphBoundaries : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start, long offset)
    {
        var at = start;
        while (true)
        {
            var line = bytes[at..].IndexOf((byte)'\n');
            if (line < 0)
            {
                return -1;
            }

            at += line + 1;
            if (IsBlank(bytes.Slice(at - line - 1, line)))
            {
                return at;
            }
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;
}
