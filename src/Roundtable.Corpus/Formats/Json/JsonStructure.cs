namespace Roundtable.Corpus.Formats.Json;

/// <summary>Steps over JSON without parsing it.</summary>
internal static class JsonStructure
{
    /// <summary>
    /// The position after the string whose opening quotation mark was just read; -1 where the string, or what may follow it, is not in the bytes.
    /// </summary>
    public static int AfterString(ReadOnlySpan<byte> bytes, int at)
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
