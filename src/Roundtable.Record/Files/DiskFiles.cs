namespace Roundtable.Record.Files;

/// <summary>Whole files and directories of a disk.</summary>
internal static class DiskFiles
{
    /// <summary>The bytes of a file; null if it does not exist.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static byte[]? Read(this IDisk disk, string path)
    {
        try
        {
            using var file = disk.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            var length = file.ReadFully(bytes, 0);
            return length == bytes.Length ? bytes : bytes[..length];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads until the destination is full or the file ends; returns the number of bytes read.</summary>
    public static int ReadFully(this IDiskFile file, Span<byte> destination, long offset)
    {
        var total = 0;
        while (total < destination.Length && file.Read(destination[total..], offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    /// <summary>
    /// Replaces a file atomically and durably, creating its directory if needed: after a crash either the old or the new file exists.
    /// </summary>
    /// <exception cref="IOException">When it cannot be written; the old file is unchanged, unless only making the new name durable failed.</exception>
    public static void Replace(this IDisk disk, string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        disk.CreateDirectories(directory);
        var fresh = path + PrivateFiles.UnfinishedSuffix;
        try
        {
            using (var file = disk.Open(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(content, 0);
                file.Flush();
            }

            disk.Rename(fresh, path);
        }
        catch (IOException)
        {
            disk.Delete(fresh);
            throw;
        }

        disk.FlushDirectory(directory);
    }

    /// <summary>Creates a directory and its missing parents durably, accessible to their owner only.</summary>
    /// <exception cref="IOException">When it cannot be created: a file of this name exists, permission is denied, the disk is full.</exception>
    public static void CreateDirectories(this IDisk disk, string path)
    {
        try
        {
            Create(disk, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The directory {path} cannot be created: {e.Message}", e);
        }
    }

    /// <summary>Paths of all files in a directory and in those below it.</summary>
    public static IEnumerable<string> AllFiles(this IDisk disk, string directory) =>
        disk.Files(directory).Concat(disk.Directories(directory).SelectMany(disk.AllFiles));

    private static void Create(IDisk disk, string path)
    {
        if (disk.DirectoryExists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null)
        {
            Create(disk, parent);
        }

        disk.CreateDirectory(path);
        if (parent is not null)
        {
            disk.FlushDirectory(parent);
        }
    }
}
