using System.Text;

namespace Roundtable.Record.Bundles;

/// <summary>
/// POSIX ustar archives in one form only: regular files, fixed owner, mode and time, no padding but zeros. Any tar reads them; two
/// archives of the same files are the same bytes, so that a flipped bit anywhere is an error and not a matter of taste.
/// </summary>
internal static class Archive
{
    /// <summary>Files and headers begin at multiples of this.</summary>
    public const int Block = 512;

    /// <summary>Zeros after the last file.</summary>
    public const int EndBytes = 2 * Block;

    private const int MaxName = 100;

    /// <summary>The header of a file.</summary>
    /// <exception cref="ArgumentException">When the name does not fit.</exception>
    public static byte[] Header(string name, long length)
    {
        if (name.Length is 0 or > MaxName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_'))
        {
            throw new ArgumentException($"'{name}' cannot name a file of a bundle.", nameof(name));
        }

        var header = new byte[Block];
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, Octal(length, 11) + "\0");
        Put(136, "00000000000\0");
        Put(148, "        ");
        Put(156, "0");
        Put(257, "ustar\0" + "00");
        Put(148, Octal(header.Sum(b => b), 6) + "\0 ");
        return header;

        void Put(int offset, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, offset);
        static string Octal(long number, int digits) => Convert.ToString(number, 8).PadLeft(digits, '0');
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="FormatException">When it is not exactly what <see cref="Header"/> makes.</exception>
    public static (string Name, long Length) ReadHeader(ReadOnlySpan<byte> header)
    {
        var name = Encoding.ASCII.GetString(header[..MaxName]).TrimEnd('\0');
        long length = 0;
        foreach (var digit in header.Slice(124, 11))
        {
            length = digit is >= (byte)'0' and <= (byte)'7' ? (8 * length) + digit - '0' : throw new FormatException("a file's length is not a number");
        }

        try
        {
            return Header(name, length).AsSpan().SequenceEqual(header) ? (name, length) : throw new FormatException("a header is not in the one form that bundles have");
        }
        catch (ArgumentException e)
        {
            throw new FormatException("a file's name is not one that bundles have", e);
        }
    }

    /// <summary>How many zeros follow a file of this length.</summary>
    public static int Padding(long length) => (int)((Block - (length % Block)) % Block);
}
