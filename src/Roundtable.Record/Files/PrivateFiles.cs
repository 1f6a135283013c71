using System.Runtime.InteropServices;

namespace Roundtable.Record.Files;

/// <summary>Files and directories for their owner's eyes, whose names are as durable as their bytes.</summary>
public static partial class PrivateFiles
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Makes the directory and those above it, for their owner alone, where they do not exist.</summary>
    /// <param name="path">Path of the directory.</param>
    /// <exception cref="IOException">When it cannot be made: a file is in its place, there is no permission, the disk is full.</exception>
    public static void CreateDirectory(string path)
    {
        try
        {
            Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The directory {path} cannot be made: {e.Message}", e);
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

    /// <summary>Opens a file without a buffer.</summary>
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
    /// Puts a whole file in the place of another, and makes its directory where it does not exist: after a crash there is
    /// the one file or the other.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="content">All that it is to hold.</param>
    /// <exception cref="IOException">When the disk refuses; the old file is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">When the directory may not be written.</exception>
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

    /// <summary>Makes the names in a directory durable. .NET does not open directories, so the C library is asked.</summary>
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
                throw Refused("flushed"); // EINVAL (22): a file system whose directories need no flushing
            }
        }
        finally
        {
            _ = Close(descriptor);
        }

        IOException Refused(string verb) => new($"The directory {path} could not be {verb}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Makes everything that was written to the file system of a directory durable; false where the system cannot be asked for that.</summary>
    /// <exception cref="FlushFailedException">When the disk refuses.</exception>
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
