using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Reads an element of an array, with what <see cref="JsonArrayBoundaries"/> leaves around it: what opens the array, the comma, what closes it.</summary>
internal sealed class JsonArrayRow(RowPlan plan) : IRowParser
{
    private readonly JsonRow _inner = new(plan);

    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var start = 0;
        var end = bytes.Length;
        if (row.Offset == 0)
        {
            start = Math.Max(0, bytes.IndexOfAnyExcept(Space));
            if (start < end && bytes[start] != (byte)'[')
            {
                return new RowFault("not a JSON array", start);
            }

            start++;
        }

        end = bytes.LastIndexOfAnyExcept(Space) + 1;
        if (end > start && bytes[end - 1] is (byte)',' or (byte)']')
        {
            // Only the last row holds what closes the array; an array that is the row itself is no row in either case.
            end--;
        }

        var element = start < end ? bytes[start..end] : default;
        if (element.IndexOfAnyExcept(Space) < 0)
        {
            return RowFault.Blank;
        }

        return _inner.Parse(element, row) is { } fault ? fault with { Offset = fault.Offset + start } : null;
    }

    private static ReadOnlySpan<byte> Space => " \t\r\n"u8;
}
