using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>
/// The version of a data directory's log, contents, journal and keys taken together. Version 1 kept all leaves in <c>log/leaves</c>; version 2 has tiles and
/// packs. Formats of their own (packs, journal, index, leaves) have their own versions besides.
/// </summary>
internal static class LogLayout
{
    private static readonly DirectoryLayout _layout = new("log", 2);

    /// <summary>Refuses a data directory that a newer program wrote.</summary>
    /// <exception cref="NewerFormatException">When it did.</exception>
    /// <exception cref="DamagedLogException">When the layout cannot be read.</exception>
    public static void ThrowIfNewer(string directory)
    {
        try
        {
            _layout.ThrowIfNewer(directory);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(Path.Combine(directory, DirectoryLayout.FileName), null, null, e.Message);
        }
    }

    /// <summary>Writes the version down in a directory that has the newest layout.</summary>
    /// <exception cref="IOException">When the disk refuses.</exception>
    public static void Write(string directory) => _layout.Write(directory);
}
