using System.Runtime.InteropServices;

namespace Roundtable.Record.Files;

/// <summary>The disk of the operating system. .NET cannot flush directories, hence the C library.</summary>
internal sealed partial class RealDisk : IDisk
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode700 = FileMode600 | UnixFileMode.UserExecute;
    private const int NotSupported = 22; // EINVAL: the file system does not flush directories
    private const int NotPermitted = 13; // EACCES

    private RealDisk()
    {
    }

    /// <summary>The one there is.</summary>
    public static RealDisk Instance { get; } = new();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string directory) => Listed(directory, Directory.GetFiles);

    /// <inheritdoc/>
    public IReadOnlyList<string> Directories(string directory) => Listed(directory, Directory.GetDirectories);

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, DirectoryMode700);
        }
    }

    /// <inheritdoc/>
    public IDiskFile Open(string path, FileMode mode, FileAccess access, FileShare share) => new RealFile(OpenStream(path, mode, access, share));

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void DeleteDirectory(string path) => Directory.Delete(path, recursive: true);

    /// <inheritdoc/>
    public void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenDirectory(path, 0);
        if (descriptor < 0)
        {
            var isForbidden = Marshal.GetLastPInvokeError() == NotPermitted;
            var refused = Refused("opened");
            if (isForbidden)
            {
                throw new UnauthorizedAccessException(refused.Message, refused);
            }

            throw refused;
        }

        try
        {
            if (Flush(descriptor) != 0 && Marshal.GetLastPInvokeError() != NotSupported)
            {
                throw Refused("flushed");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }

        IOException Refused(string verb) => new($"The directory {path} could not be {verb}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <inheritdoc/>
    public bool TryFlushAll(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var descriptor = OpenDirectory(directory, 0);
        if (descriptor < 0)
        {
            throw new IOException($"The directory {directory} could not be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            return FlushAll(descriptor) == 0
                ? true
                : throw new FlushFailedException(directory, new IOException(Marshal.GetLastPInvokeErrorMessage()));
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path) => OpenStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <inheritdoc/>
    public bool IsExposed(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~FileMode600) != UnixFileMode.None;

    /// <summary>Opens a file without a buffer; one that is created is accessible to its owner only.</summary>
    internal static FileStream OpenStream(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = FileMode600;
        }

        return new FileStream(path, options);
    }

    private static string[] Listed(string directory, Func<string, string[]> list)
    {
        try
        {
            var paths = list(directory);
            Array.Sort(paths, StringComparer.Ordinal);
            return paths;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
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
