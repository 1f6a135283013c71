using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Discards the content index, so that it is rebuilt from the packs.</summary>
public static class ContentIndexReset
{
    /// <summary>Deletes the index of a data directory; the next open of the log rebuilds it.</summary>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    /// <exception cref="NewerFormatException">When the index was written by a newer program.</exception>
    public static void Run(string directory)
    {
        var path = Path.Combine(LogLayout.Content(Path.GetFullPath(directory)), ContentIndex.FileName);
        if (File.Exists(path))
        {
            using var taken = DirectoryLock.Take(directory, RealDisk.Instance);
            LogLayout.ThrowIfNewer(directory, RealDisk.Instance);
            ContentIndex.ThrowIfNewer(RealDisk.Instance, path);
            File.Delete(path);
        }
    }
}
