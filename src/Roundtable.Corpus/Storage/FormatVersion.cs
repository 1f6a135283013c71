using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Record.Files;

namespace Roundtable.Corpus.Storage;

/// <summary>
/// The versions of JSON files. Their first member is <c>format</c>: the name of the format and its version, as in <c>roundtable-scan-plan/1</c>. Files without
/// it are of version 1, from before it was written.
/// </summary>
public static class FormatVersion
{
    /// <summary>The name of the member.</summary>
    public const string Member = "format";

    // The member is the first one; a longer beginning than this does not contain it.
    private const int HeadBytes = 1 << 10;

    /// <summary>Checks that this program can read a file, by its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="current">The format that this program writes, with its version.</param>
    /// <exception cref="NewerFormatException">A newer version of the program wrote the file.</exception>
    /// <exception cref="InvalidDataException">The file has another format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Check(string path, string current)
    {
        var name = current[..(current.LastIndexOf('/') + 1)];
        if (Read(path) is not { } format)
        {
            return;
        }

        var version = int.Parse(current.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        NewerFormatException.ThrowIfNewer(path, Encoding.UTF8.GetBytes(format), Encoding.UTF8.GetBytes(name), version);
        if (!format.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' has another format than {current}.");
        }
    }

    /// <summary>Whether a file has an older version of a format than the one that is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="current">The format that this program writes, with its version.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsOlder(string path, string current)
    {
        var name = current[..(current.LastIndexOf('/') + 1)];
        return Read(path) is { } format && format.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(format.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version < int.Parse(current.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The format that a file names; null where its first member is another, and where it is not JSON, which whoever reads it finds out.</summary>
    private static string? Read(string path)
    {
        var head = new byte[HeadBytes];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var reader = new Utf8JsonReader(head.AsSpan(0, length), isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Member)
                && reader.Read() && reader.TokenType == JsonTokenType.String
                ? reader.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
