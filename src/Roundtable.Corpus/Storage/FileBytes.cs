using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>Reads bytes at a place of a file.</summary>
internal static class FileBytes
{
    /// <summary>Fills a span; false where the file ends before it is full.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool TryFill(SafeFileHandle file, Span<byte> into, long at)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(file, into, at);
            if (read == 0)
            {
                return false;
            }

            into = into[read..];
            at += read;
        }

        return true;
    }
}
