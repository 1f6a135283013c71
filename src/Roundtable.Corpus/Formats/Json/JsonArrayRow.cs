using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Parses an element of an array together with what <see cref="JsonArrayBoundaries"/> leaves around it: the opening bracket and what stands before it, the
/// comma,
/// the closing bracket and what follows it.
/// </summary>
/// <param name="plan">Which fields are read.</param>
/// <param name="open">Where the array's bracket is, counted from the byte order mark if there is one.</param>
/// <param name="areMany">Whether the file is a sequence of arrays.</param>
internal sealed class JsonArrayRow(RowPlan plan, long open = 0, bool areMany = false) : IRowParser
{
    private readonly JsonRow _inner = new(plan);
    private readonly TextBuffer _key = new();

    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var start = ElementStart(bytes, row.Offset == 0, open, areMany);
        if (row.Offset == 0 && (start == 0 || bytes[start - 1] != (byte)'['))
        {
            return new RowFault("not a JSON array", start);
        }

        if (start >= bytes.Length)
        {
            return RowFault.Blank;
        }

        var json = new JsonCursor(bytes[start..]) { Skipped = row.Skipped };
        if (json.Peek() == 0 && json.Ended())
        {
            return RowFault.Blank;
        }

        var isBlank = json.Peek() == (byte)']';
        var read = (isBlank || _inner.Element(ref json, row)) && After(ref json);
        row.Unread = json.Unread;
        return !read ? Fault(json, start) : isBlank ? RowFault.Blank : null;
    }

    /// <summary>Where in the bytes of a row its element begins: after the array's bracket, where that is in them.</summary>
    /// <param name="bytes">The bytes, without byte order mark.</param>
    /// <param name="isFirst">Whether it is the first row of the file.</param>
    /// <param name="open">Where the array's bracket is.</param>
    /// <param name="areMany">Whether the file is a sequence of arrays.</param>
    public static int ElementStart(ReadOnlySpan<byte> bytes, bool isFirst, long open, bool areMany)
    {
        var from = isFirst ? (int)Math.Min(open, bytes.Length) : 0;
        var first = isFirst || areMany ? bytes[from..].IndexOfAnyExcept(" \t\r\n"u8) : -1;
        return first >= 0 && bytes[from + first] == (byte)'[' ? from + first + 1 : from;
    }

    private static RowFault Fault(JsonCursor json, int start) => JsonFaults.At(json.Fault, json.At + start);

    /// <summary>What follows an element: nothing where the file ends in the middle, which is a fault of the rows that are missing.</summary>
    private bool After(ref JsonCursor json)
    {
        if (json.Ended() || !json.Next((byte)']'))
        {
            return json.Fault == JsonFault.None && (json.Ended() || (open > 0 && Members(ref json)) || json.Stop(JsonFault.Unexpected, json.At));
        }

        return json.Ended() || json.Stop(JsonFault.Unexpected, json.At);
    }

    /// <summary>The members of the object around the array that follow it.</summary>
    private bool Members(ref JsonCursor json)
    {
        while (json.Next((byte)'}'))
        {
            if (!json.Key(_key, out _) || !json.Skip())
            {
                return false;
            }
        }

        // The array may be in several objects.
        return json.Fault == JsonFault.None && (json.Ended() || Members(ref json));
    }
}
