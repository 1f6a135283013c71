using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Archives;

/// <summary>
/// Members of archives that are not read, but hold text: they become values of a field that is never text, so that the report counts them as not read.
/// </summary>
internal static class PassedOver
{
    /// <summary>Bytes of a member that are read to see what it is.</summary>
    public const int Head = 512;

    /// <summary>The number of bytes of a member that are looked at; what a longer one has beyond them changes no share that matters.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>
    /// Reads a member's beginning, and the rest of it where it looks like text; null where it does not. It may leave part of the member unread.
    /// </summary>
    /// <exception cref="InvalidDataException">The archive ends first.</exception>
    public static byte[]? Text(Stream member, long length)
    {
        var head = new byte[(int)Math.Min(Head, length)];
        Fill(member, head);
        if (head.AsSpan().Contains((byte)0) || !TextLikeness.Is(head))
        {
            return null;
        }

        var all = new byte[(int)Math.Min(MaxBytes, length)];
        head.CopyTo(all, 0);
        Fill(member, all.AsSpan(head.Length));
        return all;
    }

    /// <summary>Writes it as a member of a row; what is not UTF-8 is replaced.</summary>
    public static void Write(string kind, byte[] text, TextBuffer row)
    {
        // The last word says that no value of it is text.
        JsonText.Write(Encoding.UTF8.GetBytes($"{kind} file"), row);
        row.Add(":"u8);
        JsonText.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)), row);
    }

    private static void Fill(Stream member, Span<byte> into)
    {
        if (member.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) < into.Length)
        {
            throw new InvalidDataException("an archive that is truncated");
        }
    }
}
