using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>Has the index of contents made again from the packs.</summary>
public static class ContentIndexing
{
    /// <summary>Removes the index of a data directory; whoever opens the log next makes a new one.</summary>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote the index.</exception>
    public static void Renew(string directory)
    {
        var path = Path.Combine(DataPaths.Content(Path.GetFullPath(directory)), ContentIndex.FileName);
        if (File.Exists(path))
        {
            using var taken = DirectoryLock.Take(directory);
            LogLayout.ThrowIfNewer(directory);
            ContentIndex.ThrowIfNewer(path);
            File.Delete(path);
        }
    }
}
