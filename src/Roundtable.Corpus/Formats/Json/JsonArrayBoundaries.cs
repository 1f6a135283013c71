using System.Buffers;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Rows are the elements of the one array in the file, each with the comma after it; the opening bracket belongs to the first.</summary>
internal sealed class JsonArrayBoundaries : IRowBoundaries
{
    private static readonly SearchValues<byte> _structure = SearchValues.Create("\"[]{},"u8);

    public int End(ReadOnlySpan<byte> bytes, int start)
    {
        // Between two rows the depth is one; the array's opening bracket, before the first row, is not counted.
        var depth = 1;
        var at = start;
        if (start == 0)
        {
            at = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
            var first = bytes[at..].IndexOfAnyExcept(" \t\r\n"u8);
            at += first >= 0 && bytes[at + first] == (byte)'[' ? first + 1 : 0;
        }

        while (true)
        {
            var next = bytes[at..].IndexOfAny(_structure);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            switch (bytes[at++])
            {
                case (byte)'"':
                    at = AfterString(bytes, at);
                    if (at < 0)
                    {
                        return -1;
                    }

                    break;
                case (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)',':
                    if (depth == 1)
                    {
                        return at;
                    }

                    break;
                default:
                    if (--depth == 0)
                    {
                        // The end of the array: everything after it belongs to the last row, whose parser reports what should not be there.
                        return -1;
                    }

                    break;
            }
        }
    }

    private static int AfterString(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0 || at + next + 1 >= bytes.Length)
            {
                // A quotation mark that is the last byte of all may end the string, but not the row.
                return next < 0 || bytes[at + next] == (byte)'\\' ? -1 : bytes.Length;
            }

            at += next + 1;
            if (bytes[at - 1] == (byte)'"')
            {
                return at;
            }

            at++;
        }
    }
}
