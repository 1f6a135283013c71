using System.Globalization;

namespace Roundtable.Record.Files;

/// <summary>A file was written by a newer version of the program, which may mean by it what this one does not know. It is neither read nor overwritten.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="version">The version of its format.</param>
/// <param name="newest">The newest version that this program reads.</param>
public sealed class NewerFormatException(string path, long version, int newest)
    : IOException(string.Create(
        CultureInfo.InvariantCulture,
        $"{path} has format version {version}, and this program reads versions up to {newest}: use a newer version of Roundtable."))
{
    /// <summary>Path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong, as a clause.</summary>
    public string Problem { get; } = string.Create(CultureInfo.InvariantCulture, $"it has format version {version}, and this program reads versions up to {newest}");

    /// <summary>Throws where a file begins with the name of its format and the number of a newer version, as in <c>RTPACK2</c>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="format">The name of its format, in ASCII.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    /// <exception cref="NewerFormatException">When it does.</exception>
    public static void ThrowIfNewer(string path, ReadOnlySpan<byte> start, ReadOnlySpan<byte> format, int newest)
    {
        if (!start.StartsWith(format))
        {
            return;
        }

        var rest = start[format.Length..];
        var end = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (int.TryParse(rest[..(end < 0 ? rest.Length : end)], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > newest)
        {
            throw new NewerFormatException(path, version, newest);
        }
    }
}
