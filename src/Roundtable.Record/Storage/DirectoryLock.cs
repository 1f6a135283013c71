using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Keeps a data directory for one writer, on this machine and for as long as the process lives.</summary>
internal static class DirectoryLock
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    /// <summary>Takes the lock; disposing of the file lets it go.</summary>
    /// <exception cref="LogInUseException">When another has it.</exception>
    public static FileStream Take(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        try
        {
            return PrivateFiles.Open(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac)
        {
            throw new LogInUseException(directory, e);
        }
    }
}
