using System.Buffers;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Steps over JSON without parsing it.</summary>
internal static class JsonStructure
{
    /// <summary>The next of some marks outside of strings; null where the bytes end before it, or within a string.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="marks">The marks; a quotation mark, which has to be among them, stands for the whole string.</param>
    /// <param name="at">Where to look; afterwards the position behind the mark.</param>
    public static byte? Next(ReadOnlySpan<byte> bytes, SearchValues<byte> marks, ref int at)
    {
        var next = bytes[at..].IndexOfAny(marks);
        if (next < 0)
        {
            return null;
        }

        var mark = bytes[at + next];
        at += next + 1;
        if (mark == (byte)'"' && (at = AfterString(bytes, at)) < 0)
        {
            return null;
        }

        return mark;
    }

    /// <summary>
    /// The position after the string whose opening quotation mark was just read; -1 where the string, or what may follow it, is not in the bytes.
    /// </summary>
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
