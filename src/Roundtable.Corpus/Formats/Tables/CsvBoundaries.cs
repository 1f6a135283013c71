using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Tables;

/// <summary>
/// Rows are records (RFC 4180): one line, or several where a quoted field contains line breaks. Quotation marks within an unquoted field have no
/// special meaning.
/// </summary>
/// <param name="delimiter">The field delimiter.</param>
internal sealed class CsvBoundaries(byte delimiter) : IRowBoundaries
{
    public int End(ReadOnlySpan<byte> bytes, int start, long offset)
    {
        // Only the start of the file can have a byte order mark.
        var at = start + offset == 0 && bytes.StartsWith("\uFEFF"u8) ? 3 : start;
        while (at < bytes.Length)
        {
            if (bytes[at] == (byte)'"')
            {
                at = AfterQuoted(bytes, at + 1);
                if (at < 0)
                {
                    return -1;
                }
            }

            var next = bytes[at..].IndexOfAny(delimiter, (byte)'\n');
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            if (bytes[at - 1] == (byte)'\n')
            {
                return at;
            }
        }

        return -1;
    }

    private static int AfterQuoted(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)'"');
            if (next < 0)
            {
                return -1;
            }

            at += next + 1;
            if (at >= bytes.Length || bytes[at] != (byte)'"')
            {
                return at;
            }

            at++;
        }
    }
}
