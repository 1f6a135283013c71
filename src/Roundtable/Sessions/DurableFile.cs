namespace Roundtable.Sessions;

/// <summary>Files that are there whole after a crash, or not at all.</summary>
internal static class DurableFile
{
    /// <summary>Puts a file in the place of another, and makes its directory where it does not exist.</summary>
    /// <exception cref="IOException">When the disk refuses; the old file is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(fresh, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(fresh);
            throw;
        }
    }
}
