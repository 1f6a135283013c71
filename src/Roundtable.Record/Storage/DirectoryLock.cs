using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Exclusive write lock on a data directory, for processes on this machine and until the process ends.</summary>
internal static class DirectoryLock
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    /// <summary>Acquires the lock; disposing of it releases it.</summary>
    /// <exception cref="LogInUseException">When the lock is already held.</exception>
    public static IDisposable Take(string directory, IDisk disk)
    {
        disk.CreateDirectories(directory);
        try
        {
            return disk.Lock(Path.Combine(directory, "lock"));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            throw new LogInUseException(directory, e);
        }
    }
}
