using System.Globalization;

namespace Roundtable.Record.Files;

/// <summary>A file was written by a newer version of the program. It is neither read nor overwritten.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="version">Its format version.</param>
/// <param name="newest">The newest version that this program supports.</param>
public sealed class NewerFormatException(string path, long version, int newest)
    : IOException(string.Create(
        CultureInfo.InvariantCulture,
        $"{path} has format version {version}, and this program reads versions up to {newest}: use a newer version of Roundtable."))
{
    /// <summary>Path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong, as a clause.</summary>
    public string Problem { get; } =
        string.Create(CultureInfo.InvariantCulture, $"it has format version {version}, and this program reads versions up to {newest}");

    /// <summary>Throws if a file starts with its format's name followed by a newer version number, such as <c>RTPACK2</c>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="format">Name of the format in ASCII.</param>
    /// <param name="newest">The newest version that this program supports.</param>
    /// <exception cref="NewerFormatException">When the version is newer.</exception>
    public static void ThrowIfNewer(string path, ReadOnlySpan<byte> start, ReadOnlySpan<byte> format, int newest)
    {
        if (!start.StartsWith(format))
        {
            return;
        }

        var rest = start[format.Length..];
        var end = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = rest[..(end < 0 ? rest.Length : end)];
        var version = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : digits.IsEmpty ? 0 : long.MaxValue;
        if (version > newest)
        {
            throw new NewerFormatException(path, version, newest);
        }
    }
}
