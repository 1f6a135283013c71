using System.Buffers;

namespace Roundtable.Corpus.Formats.Tables;

/// <summary>A row is a record (RFC 4180): a line, or several where a quoted field goes on over their ends.</summary>
internal sealed class CsvBoundaries : IRowBoundaries
{
    private static readonly SearchValues<byte> _structure = SearchValues.Create("\"\n"u8);

    public int End(ReadOnlySpan<byte> bytes, int start)
    {
        // A quotation mark that is doubled closes and opens again, which comes to the same.
        var quoted = false;
        for (var at = start; ;)
        {
            var next = quoted ? bytes[at..].IndexOf((byte)'"') : bytes[at..].IndexOfAny(_structure);
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            if (bytes[at - 1] == (byte)'"')
            {
                quoted = !quoted;
            }
            else
            {
                return at;
            }
        }
    }
}
