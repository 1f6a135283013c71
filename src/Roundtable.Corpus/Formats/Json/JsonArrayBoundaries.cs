using System.Buffers;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Rows are the elements of an array, each with the comma after it. Everything before the first element belongs to the first row, everything after the last
/// one to the last row.
/// </summary>
/// <param name="open">Where the array's bracket is, counted from the byte order mark if there is one.</param>
/// <param name="areMany">Whether the file is a sequence of arrays, as lines often are, and <paramref name="open"/> the place of the first.</param>
internal sealed class JsonArrayBoundaries(long open = 0, bool areMany = false) : IRowBoundaries
{
    private static readonly SearchValues<byte> _structure = SearchValues.Create("\"[]{},"u8);

    public int End(ReadOnlySpan<byte> bytes, int start, long offset)
    {
        // Between two rows the depth is one: the array's bracket is not counted.
        var depth = 1;
        var at = start;
        if (offset + start == 0)
        {
            var first = open + (bytes.StartsWith("\uFEFF"u8) ? 3 : 0);
            if (first >= bytes.Length)
            {
                return -1;
            }

            var bracket = bytes[(int)first..].IndexOfAnyExcept(" \t\r\n"u8);
            at = (int)first + (bracket >= 0 && bytes[(int)first + bracket] == (byte)'[' ? bracket + 1 : 0);
        }
        else if (areMany)
        {
            var first = bytes[at..].IndexOfAnyExcept(" \t\r\n"u8);
            at += first >= 0 && bytes[at + first] == (byte)'[' ? first + 1 : 0;
        }

        while (true)
        {
            switch (JsonStructure.Next(bytes, _structure, ref at))
            {
                case null:
                    return -1;
                case (byte)'"':
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
                        return areMany ? at : -1;
                    }

                    break;
            }
        }
    }
}
