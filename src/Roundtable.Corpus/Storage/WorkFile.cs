using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>Files with results: there whole or not at all, whatever stops the program.</summary>
internal static class WorkFile
{
    /// <summary>Writes a file beside its place and moves it there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        var scratch = path + ".part";
        using (var file = new FileStream(scratch, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            write(file);
        }

        File.Move(scratch, path, overwrite: true);
    }

    /// <summary>Reads bytes, all of them.</summary>
    /// <exception cref="InvalidDataException">The file is shorter.</exception>
    public static void Fill(SafeFileHandle file, Span<byte> into, long at, string path)
    {
        if (!FileBytes.TryFill(file, into, at))
        {
            throw new InvalidDataException($"'{path}' is shorter than it says.");
        }
    }
}
