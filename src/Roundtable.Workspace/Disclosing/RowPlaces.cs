using System.Buffers.Binary;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Workspace.Disclosing;

/// <summary>
/// Where the rows of a commitment stand in the files of their source, so that a few of many million rows are opened without reading the others. A place is a
/// hint: what is read there counts only where it has the digest that was committed to. docs/formats/disclosure.md.
/// </summary>
internal sealed class RowPlaces : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "places.secret";

    private const int PartBytes = (2 * sizeof(int)) + sizeof(long);
    private const int RecordBytes = 2 * PartBytes;
    private const int None = -1;

    private readonly FileStream _file;

    private RowPlaces(FileStream file) => _file = file;

    private static ReadOnlySpan<byte> Magic => "roundtable-spot1"u8;

    /// <summary>Begins the file of a new folder.</summary>
    public static RowPlaces Create(string folder)
    {
        var places = new RowPlaces(PrivateFiles.Create(Path.Combine(folder, FileName)));
        places._file.Write(Magic);
        return places;
    }

    /// <summary>Takes note of the next row.</summary>
    /// <param name="parts">Its parts: none, one or two.</param>
    public void Add(ReadOnlySpan<PlacedPart> parts)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        for (var i = 0; i < 2; i++)
        {
            var part = i < parts.Length ? parts[i] : new PlacedPart(None, 0, 0);
            var bytes = record.Slice(i * PartBytes, PartBytes);
            BinaryPrimitives.WriteInt32BigEndian(bytes, part.File);
            BinaryPrimitives.WriteInt32BigEndian(bytes[sizeof(int)..], part.Length);
            BinaryPrimitives.WriteInt64BigEndian(bytes[(2 * sizeof(int))..], part.Offset);
        }

        _file.Write(record);
    }

    /// <summary>Reads the rows that stand where they stood; the others are left to whoever reads everything.</summary>
    /// <param name="folder">The folder of the commitment; one that an older program made has no such file.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="wanted">SHA-256 of each row's content, by its number.</param>
    /// <returns>Contents by number.</returns>
    public static Dictionary<long, byte[]> Read(string folder, DisclosedSource source, IReadOnlyDictionary<long, Digest> wanted)
    {
        Dictionary<long, byte[]> found = [];
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return found;
        }

        using var file = File.OpenHandle(path);
        var record = new byte[RecordBytes];
        foreach (var (number, digest) in wanted)
        {
            if (RandomAccess.Read(file, record, Magic.Length + (number * RecordBytes)) == record.Length
                && Content(source, record) is { } content && Digest.Of(content) == digest)
            {
                found.Add(number, content);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static byte[]? Content(DisclosedSource source, byte[] record)
    {
        try
        {
            return Part(record) is not { } first ? null
                : Part(record.AsSpan(PartBytes)) is { } second ? [.. source.ReadPart(first), (byte)'\n', .. source.ReadPart(second)]
                : source.ReadPart(first);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // The files are others than they were: whoever reads them in order says which and why.
            return null;
        }
    }

    private static PlacedPart? Part(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var file && BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(int)..]) is >= 0 and var length
            ? new PlacedPart(file, BinaryPrimitives.ReadInt64BigEndian(bytes[(2 * sizeof(int))..]), length)
            : null;
}
