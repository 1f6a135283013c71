using System.Runtime.InteropServices;

namespace Roundtable.Record.Files;

/// <summary>Files and directories that only their owner can access, and whose directory entries are as durable as their contents.</summary>
public static partial class PrivateFiles
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Creates the directory and its missing parents, accessible to their owner only.</summary>
    /// <param name="path">Path of the directory.</param>
    /// <exception cref="IOException">When it cannot be created: a file of this name exists, permission is denied, the disk is full.</exception>
    public static void CreateDirectory(string path)
    {
        try
        {
            Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The directory {path} cannot be created: {e.Message}", e);
        }
    }

    private static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null)
        {
            Create(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, DirectoryMode700);
        }

        if (parent is not null)
        {
            FlushDirectory(parent);
        }
    }

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

    /// <summary>Opens a file without buffering.</summary>
    internal static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = FileMode600;
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
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateDirectory(directory);
        var fresh = path + ".new";
        try
        {
            using (var file = Open(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
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

        FlushDirectory(directory);
    }

    /// <summary>Makes a directory's entries durable. .NET cannot open directories, hence the C library.</summary>
    internal static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenDirectory(path, 0);
        if (descriptor < 0)
        {
            throw Refused("opened");
        }

        try
        {
            if (Flush(descriptor) != 0 && Marshal.GetLastPInvokeError() != 22)
            {
                throw Refused("flushed"); // EINVAL (22): the file system does not flush directories
            }
        }
        finally
        {
            _ = Close(descriptor);
        }

        IOException Refused(string verb) => new($"The directory {path} could not be {verb}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Makes all writes to the file system of a directory durable; false if the operating system cannot do this.</summary>
    /// <exception cref="FlushFailedException">When the disk reports an error.</exception>
    internal static bool TryFlushFileSystem(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var descriptor = OpenDirectory(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"The directory {path} could not be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            return FlushAll(descriptor) == 0
                ? true
                : throw new FlushFailedException(path, new IOException(Marshal.GetLastPInvokeErrorMessage()));
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushAll(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDirectory(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
