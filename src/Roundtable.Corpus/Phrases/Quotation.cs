using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>Whether words in a text are somebody else's: between quotation marks, in code, in a quoted line.</summary>
internal static class Quotation
{
    // A quotation that began further back has not been closed by a careless writer, more probably.
    private const int MaxBack = 3000;

    /// <summary>Whether a stretch of a text is quoted. A text that stands in quotation marks as a whole is not.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">The first byte of the stretch.</param>
    /// <param name="end">The byte after it.</param>
    public static bool Contains(ReadOnlySpan<byte> text, int start, int end)
    {
        var body = text.Trim(" \n\r\t"u8);
        if (body.Length > 2 && IsMark(body[0]) && body[0] == body[^1] && body.Count(body[0]) == 2)
        {
            return false;
        }

        var line = text[..start].LastIndexOf((byte)'\n') + 1;
        var before = text[line..start].TrimStart(" \t"u8);

        // A dash at the beginning of a line is how novels of many countries mark speech.
        var isSpeech = before.StartsWith("—"u8) || before.StartsWith("– "u8) || before.StartsWith("―"u8);
        if (isSpeech || before.StartsWith(">"u8) || Count(text[..start], "```"u8) % 2 == 1)
        {
            return true;
        }

        var paragraph = Math.Max(Paragraph(text[..start]), start - MaxBack);
        return IsOpen(text[paragraph..start], text[start..]) || IsSingle(text[paragraph..start], text[end..]);
    }

    private static bool IsMark(byte b) => b is (byte)'"' or (byte)'\'';

    private static int Paragraph(ReadOnlySpan<byte> before)
    {
        var last = before.LastIndexOf("\n\n"u8);
        return last < 0 ? 0 : last + 2;
    }

    private static int Count(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        var count = 0;
        for (var at = text.IndexOf(mark); at >= 0; at = text.IndexOf(mark))
        {
            count++;
            text = text[(at + mark.Length)..];
        }

        return count;
    }

    /// <summary>Whether a quotation mark or a backtick that opened before has not been closed, and is closed afterwards.</summary>
    private static bool IsOpen(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (straight, guillemets, ticks, low, open) = (false, false, false, false, false);
        foreach (var rune in Encoding.UTF8.GetString(before).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '＂':
                    straight = !straight;
                    break;
                case '`':
                    ticks = !ticks;
                    break;
                case '«' or '»':
                    guillemets = !guillemets;
                    break;
                case '„':
                    low = true;
                    break;
                case '“' when low:
                    low = false;
                    break;
                case '“' or '「' or '『' or '‹':
                    open = true;
                    break;
                case '”' or '」' or '』' or '›':
                    (open, low) = (false, false);
                    break;
            }
        }

        return (straight && after.Contains((byte)'"')) || (ticks && after.Contains((byte)'`')) || guillemets || low || open;
    }

    /// <summary>Whether an apostrophe opened a quotation before, between a space and a letter, and one closes it afterwards.</summary>
    private static bool IsSingle(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var open = false;
        for (var i = 0; i < before.Length; i++)
        {
            if (Apostrophe(before, i) is var length and > 0)
            {
                var (opens, closes) = (i == 0 || IsGap(before[i - 1]), i + length >= before.Length || !IsLetter(before[i + length]));
                open = opens && !(closes && i + length < before.Length) ? true : !closes && open;
                i += length - 1;
            }
        }

        if (!open)
        {
            return false;
        }

        for (var i = 0; i < after.Length && after[i] != (byte)'\n'; i++)
        {
            if (Apostrophe(after, i) is var length and > 0 && (i + length == after.Length || !IsLetter(after[i + length])))
            {
                return true;
            }
        }

        return false;
    }

    private static int Apostrophe(ReadOnlySpan<byte> text, int at) =>
        text[at] == (byte)'\'' ? 1 : text[at..].StartsWith("’"u8) || text[at..].StartsWith("‘"u8) ? 3 : 0;

    private static bool IsGap(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'(' or (byte)'[' or (byte)':' or (byte)',' or (byte)'\t';

    private static bool IsLetter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b >= 0x80;
}
