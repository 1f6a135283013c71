using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Parses an element of an array together with what <see cref="JsonArrayBoundaries"/> leaves around it: the opening bracket, the comma, the closing bracket.
/// </summary>
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
            // Only the last row holds the closing bracket; a row that is itself an array is rejected in either case.
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
