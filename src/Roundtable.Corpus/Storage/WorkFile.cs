using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>Result files, written atomically: complete or absent, even if the program is killed.</summary>
public static class WorkFile
{
    /// <summary>Writes a temporary file beside the target and moves it into place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its contents; the stream is not buffered.</param>
    /// <param name="isShared">Whether another process may write the same file, as where a scheduler runs a task twice.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Action<FileStream> write, bool isShared = false)
    {
        var scratch = isShared ? $"{path}.{Guid.NewGuid():N}.part" : path + ".part";
        using (var file = new FileStream(scratch, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            write(file);
        }

        File.Move(scratch, path, overwrite: true);
    }

    /// <summary>Reads exactly as many bytes as the span holds.</summary>
    /// <exception cref="InvalidDataException">The file is too short.</exception>
    internal static void Fill(SafeFileHandle file, Span<byte> into, long at, string path)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(file, into, at);
            if (read == 0)
            {
                throw new InvalidDataException($"'{path}' is truncated. Remove it and run the scan again.");
            }

            into = into[read..];
            at += read;
        }
    }
}
