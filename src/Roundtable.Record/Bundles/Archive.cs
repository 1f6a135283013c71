using System.Text;

namespace Roundtable.Record.Bundles;

/// <summary>
/// POSIX ustar archives in a canonical form: regular files, fixed owner, mode and time, zero padding. Any tar can read them. Archives of
/// the same files are identical, so that any flipped bit is an error.
/// </summary>
internal static class Archive
{
    /// <summary>Block size in bytes: files and headers start at multiples of it.</summary>
    public const int Block = 512;

    /// <summary>Number of zero bytes after the last file.</summary>
    public const int EndBytes = 2 * Block;

    private const int MaxName = 100;

    /// <summary>Creates the header of a file.</summary>
    /// <exception cref="ArgumentException">When the name is invalid.</exception>
    public static byte[] Header(string name, long length)
    {
        if (name.Length is 0 or > MaxName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_'))
        {
            throw new ArgumentException($"'{name}' is not a valid file name in a bundle.", nameof(name));
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

    /// <summary>Parses a header.</summary>
    /// <exception cref="FormatException">When it is not exactly what <see cref="Header"/> creates.</exception>
    public static (string Name, long Length) ReadHeader(ReadOnlySpan<byte> header)
    {
        var name = Encoding.ASCII.GetString(header[..MaxName]).TrimEnd('\0');
        long length = 0;
        foreach (var digit in header.Slice(124, 11))
        {
            length = digit is >= (byte)'0' and <= (byte)'7'
                ? (8 * length) + digit - '0'
                : throw new FormatException("the length of a file is not an octal number");
        }

        try
        {
            return Header(name, length).AsSpan().SequenceEqual(header)
                ? (name, length)
                : throw new FormatException("a file header is not in canonical form");
        }
        catch (ArgumentException e)
        {
            throw new FormatException("a file name is not valid in a bundle", e);
        }
    }

    /// <summary>Number of padding bytes after a file of this length.</summary>
    public static int Padding(long length) => (int)((Block - (length % Block)) % Block);
}
