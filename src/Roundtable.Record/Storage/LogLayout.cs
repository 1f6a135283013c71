using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// Where the log, contents and journal of a data directory are, and the version of that. Version 1 has all leaves in <c>log/leaves</c>; version 2 has tiles and
/// packs. Packs, journal, index and leaves have format versions of their own in addition.
/// </summary>
internal static class LogLayout
{
    private static readonly DirectoryLayout _layout = new("log", 2);

    /// <summary>Rejects a data directory written by a newer program.</summary>
    /// <exception cref="NewerFormatException">When its layout version is newer.</exception>
    /// <exception cref="DamagedLogException">When the layout file is malformed.</exception>
    public static void ThrowIfNewer(string directory, IDisk disk)
    {
        try
        {
            _layout.ThrowIfNewer(directory, disk);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(Path.Combine(directory, DirectoryLayout.FileName), null, null, e.Message);
        }
    }

    /// <summary>Makes the names of the files durable, which they may not be after a crash.</summary>
    /// <exception cref="IOException">When the disk reports an error.</exception>
    public static void FlushNames(string directory, IDisk disk)
    {
        foreach (var folder in ((string[])[directory, Path.Combine(directory, "keys"), Log(directory), Content(directory)]).Where(disk.DirectoryExists))
        {
            disk.FlushDirectory(folder);
        }

        if (!disk.FileExists(Path.Combine(Log(directory), ILogResources.Checkpoint)) && Path.GetDirectoryName(directory) is { } parent)
        {
            FlushName(parent, disk); // of a log that is being begun: an earlier attempt may have made the directory, and not been able to flush its name
        }
    }

    private static void FlushName(string parent, IDisk disk)
    {
        try
        {
            disk.FlushDirectory(parent);
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's directory, in which this program made none.
        }
    }

    /// <summary>Writes the layout file of a directory that has the newest layout.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static void Write(string directory, IDisk disk) => _layout.Write(directory, disk);

    /// <summary>The public half of the log, which can be served as is.</summary>
    public static string Log(string directory) => Path.Combine(directory, "log");

    /// <summary>The packs of contents.</summary>
    public static string Content(string directory) => Path.Combine(directory, "content");

    /// <summary>Leaves not yet covered by a checkpoint.</summary>
    public static string Journal(string directory) => Path.Combine(directory, "journal");
}
