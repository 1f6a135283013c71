using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Bundles;

/// <summary>The files of a bundle. The headers are read once; file contents are read on demand.</summary>
public sealed class BundleReader : ILogResources
{
    /// <summary>Prefix of the names of contents, before the digest.</summary>
    internal const string ContentPrefix = "content/";

    private readonly Stream _file;
    private readonly Dictionary<string, (long Offset, int Length)> _places = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    private BundleReader(Stream file) => _file = file;

    /// <summary>The file names, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The digests of the contents in the bundle.</summary>
    public IEnumerable<Digest> Contents => _names.Where(n => n.StartsWith(ContentPrefix, StringComparison.Ordinal))
        .Select(n => Digest.TryParse(n[ContentPrefix.Length..], null, out var digest)
            ? digest
            : throw new FormatException($"the file name {n} does not end with a digest"));

    /// <summary>Opens a bundle and reads its headers.</summary>
    /// <param name="file">The bundle, a seekable stream owned by the caller.</param>
    /// <exception cref="FormatException">When it is not a bundle in canonical form.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public static BundleReader Open(Stream file)
    {
        var reader = new BundleReader(file);
        var header = new byte[Archive.Block];
        long offset = 0;
        while (true)
        {
            reader.ReadAt(offset, header);
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
            {
                break;
            }

            if (offset == 0 && !header.AsSpan().StartsWith("checkpoint\0"u8))
            {
                throw new FormatException(header.AsSpan().StartsWith("session-"u8)
                    ? "it is a session as the site hands it out: unpack it, and verify each file of its folder 'proofs'"
                    : "it is not a bundle: a bundle starts with its checkpoint");
            }

            var (name, length) = Archive.ReadHeader(header);
            if (length > int.MaxValue || offset + Archive.Block + length > file.Length)
            {
                throw new FormatException($"{name} is longer than the bundle");
            }

            if (!reader._places.TryAdd(name, (offset + Archive.Block, (int)length)))
            {
                throw new FormatException($"duplicate file {name}");
            }

            reader._names.Add(name);
            offset += Archive.Block + length;
            reader.ExpectZeros(offset, Archive.Padding(length), $"after {name}");
            offset += Archive.Padding(length);
        }

        reader.ExpectZeros(offset, Archive.EndBytes, "at its end");
        return offset + Archive.EndBytes == file.Length ? reader : throw new FormatException("there is trailing data after the end of the bundle");
    }

    /// <inheritdoc/>
    public byte[]? Read(string path)
    {
        if (!_places.TryGetValue(path, out var place))
        {
            return null;
        }

        var bytes = new byte[place.Length];
        ReadAt(place.Offset, bytes);
        return bytes;
    }

    /// <summary>A content; null if the bundle does not include it.</summary>
    /// <exception cref="FormatException">When it does not match its digest.</exception>
    public byte[]? Content(Digest digest) =>
        Read(ContentPrefix + digest) is not { } bytes ? null
        : Digest.Of(bytes) == digest ? bytes
        : throw new FormatException($"the content {digest} does not match its digest");

    private void ExpectZeros(long offset, int length, string where)
    {
        var zeros = new byte[length];
        ReadAt(offset, zeros);
        if (zeros.AsSpan().ContainsAnyExcept((byte)0))
        {
            throw new FormatException($"non-zero padding {where}");
        }
    }

    private void ReadAt(long offset, byte[] buffer)
    {
        if (offset + buffer.Length > _file.Length)
        {
            throw new FormatException("the bundle is truncated");
        }

        _file.Position = offset;
        _file.ReadExactly(buffer);
    }
}
