using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>Reads bytes at an offset of a file.</summary>
internal static class FileBytes
{
    /// <summary>Fills a span; false if the file ends first.</summary>
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
