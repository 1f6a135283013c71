using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>
/// The layout version of a data directory's log, contents, journal and keys. Version 1 has all leaves in <c>log/leaves</c>; version 2 has tiles and
/// packs. Packs, journal, index and leaves have format versions of their own in addition.
/// </summary>
internal static class LogLayout
{
    private static readonly DirectoryLayout _layout = new("log", 2);

    /// <summary>Rejects a data directory written by a newer program.</summary>
    /// <exception cref="NewerFormatException">When its layout version is newer.</exception>
    /// <exception cref="DamagedLogException">When the layout file is malformed.</exception>
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

    /// <summary>Writes the layout file of a directory that has the newest layout.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static void Write(string directory) => _layout.Write(directory);
}
