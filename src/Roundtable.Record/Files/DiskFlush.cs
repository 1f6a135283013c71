using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Roundtable.Record.Files;

/// <summary>
/// Makes a file's bytes durable. On Linux by fdatasync (POSIX.1), which writes the bytes and the size, and not the time of the last change besides: that is
/// another block of the disk for each group of leaves.
/// </summary>
internal static partial class DiskFlush
{
    private const int Interrupted = 4; // EINTR
    private const int NotSupported = 22; // EINVAL: not a file that can be flushed, such as a pipe

    /// <summary>Flushes.</summary>
    /// <param name="handle">The file.</param>
    /// <exception cref="IOException">When the disk reports an error. What became of the bytes is unknown then, and stays so.</exception>
    public static void Run(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        while (FDataSync(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == NotSupported)
            {
                return;
            }

            if (error != Interrupted)
            {
                throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}, by fdatasync.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FDataSync(SafeFileHandle handle);
}
