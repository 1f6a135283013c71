namespace Roundtable.Record.Files;

/// <summary>Files and directories that only their owner can access, and whose directory entries are as durable as their contents.</summary>
public static class PrivateFiles
{
    /// <summary>The end of the name under which a file is written before it gets its own; a crash leaves it.</summary>
    public const string UnfinishedSuffix = ".new";

    /// <summary>Creates the directory and its missing parents, accessible to their owner only.</summary>
    /// <param name="path">Path of the directory.</param>
    /// <exception cref="IOException">When it cannot be created: a file of this name exists, permission is denied, the disk is full.</exception>
    public static void CreateDirectory(string path) => RealDisk.Instance.CreateDirectories(path);

    /// <summary>A file without a name, or with one for as long as it is open where the system needs one; nobody else can open it.</summary>
    /// <param name="directory">A directory on the disk that it is to take space of; it is created where it does not exist.</param>
    /// <exception cref="IOException">When it cannot be created.</exception>
    public static FileStream CreateTemporary(string directory)
    {
        CreateDirectory(directory);
        var path = Path.Combine(directory, $".temporary-{Guid.NewGuid():N}");
        var file = OperatingSystem.IsWindows()
            ? new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose)
            : Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path); // it lives on while it is open, and is gone with the process
        }

        return file;
    }

    /// <summary>A new file in the place of whatever has its name, which its owner alone can read; it is buffered, and not flushed to disk by itself.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Replaces a file atomically and durably, creating its directory if needed: after a crash either the old or the new file
    /// exists.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="content">The new contents.</param>
    /// <exception cref="IOException">When it cannot be written; the old file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">When the directory is not writable.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content) => RealDisk.Instance.Replace(path, content);

    /// <summary>Overwrites a file with zeros, so that nothing of it stays on a disk that writes in place, and deletes it.</summary>
    /// <param name="path">Path of the file; one that does not exist is ignored.</param>
    /// <exception cref="IOException">When it cannot be written or deleted.</exception>
    public static void Erase(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using (var file = RealDisk.Instance.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            var zeros = new byte[1 << 16];
            for (long at = 0, length = file.Length; at < length; at += zeros.Length)
            {
                file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, length - at)), at);
            }

            file.Flush();
        }

        File.Delete(path);
    }

    /// <summary>Makes a directory's names durable.</summary>
    internal static void FlushDirectory(string path) => RealDisk.Instance.FlushDirectory(path);

    /// <summary>Opens a file without buffering.</summary>
    internal static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => RealDisk.OpenStream(path, mode, access, share);
}
