using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>Reads a pack of contents as specified in docs/formats/log.md.</summary>
internal static class PackFile
{
    /// <summary>Reads a pack up to a length and returns the digests of present contents.</summary>
    /// <exception cref="InvalidDataException">With the first invalid entry.</exception>
    public static IEnumerable<string> Present(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[40];
        if (file.ReadAtLeast(header.AsSpan(0, 8), 8, throwOnEndOfStream: false) < 8 || !header.AsSpan(0, 8).SequenceEqual("RTPACK1\n"u8))
        {
            throw new InvalidDataException("it does not start with the header of a pack of version 1");
        }

        while (file.Position < length)
        {
            var offset = file.Position;
            file.ReadExactly(header);
            var size = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
            if (!header.AsSpan().StartsWith("RTC"u8) || size < 0 || file.Position + size > length)
            {
                throw new InvalidDataException($"there is no valid entry at byte {offset}");
            }

            var content = new byte[size];
            file.ReadExactly(content);
            var digest = header.AsSpan(8);
            switch ((char)header[3])
            {
                case '+' when SHA256.HashData(content).AsSpan().SequenceEqual(digest):
                    yield return Convert.ToHexStringLower(digest);
                    break;
                case '-' when !content.AsSpan().ContainsAnyExcept((byte)0):
                case '~':
                    break;
                default:
                    throw new InvalidDataException($"the entry at byte {offset} does not match its header");
            }
        }
    }
}
