using Roundtable.Record.Entries;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Bundles;

/// <summary>The files of a bundle, found by reading its headers once; their bytes are read when they are asked for.</summary>
public sealed class BundleReader : ILogResources
{
    /// <summary>Before the digest in the name of a content.</summary>
    internal const string ContentPrefix = "content/";

    private readonly Stream _file;
    private readonly Dictionary<string, (long Offset, int Length)> _places = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    private BundleReader(Stream file) => _file = file;

    /// <summary>The names of the files, in their order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The digests under which contents are in the bundle.</summary>
    public IEnumerable<Digest> Contents => _names.Where(n => n.StartsWith(ContentPrefix, StringComparison.Ordinal))
        .Select(n => Digest.TryParse(n[ContentPrefix.Length..], null, out var digest) ? digest : throw new FormatException($"{n} is not named by a digest"));

    /// <summary>Reads the headers of a bundle.</summary>
    /// <param name="file">The bundle, which can be sought in; it stays the caller's.</param>
    /// <exception cref="FormatException">When it is not a bundle, or not in the one form that bundles have.</exception>
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
                throw new FormatException("it is no bundle: a bundle begins with its checkpoint");
            }

            var (name, length) = Archive.ReadHeader(header);
            if (length > int.MaxValue || offset + Archive.Block + length > file.Length)
            {
                throw new FormatException($"{name} is longer than the bundle");
            }

            if (!reader._places.TryAdd(name, (offset + Archive.Block, (int)length)))
            {
                throw new FormatException($"{name} stands in the bundle twice");
            }

            reader._names.Add(name);
            offset += Archive.Block + length;
            reader.ExpectZeros(offset, Archive.Padding(length), $"after {name}");
            offset += Archive.Padding(length);
        }

        reader.ExpectZeros(offset, Archive.EndBytes, "at its end");
        return offset + Archive.EndBytes == file.Length ? reader : throw new FormatException("there is more after the bundle's end");
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

    /// <summary>A content; null where it did not go along.</summary>
    /// <exception cref="FormatException">When it does not have its digest.</exception>
    public byte[]? Content(Digest digest) =>
        Read(ContentPrefix + digest) is not { } bytes ? null
        : Digest.Of(bytes) == digest ? bytes
        : throw new FormatException($"the content {digest} has another digest");

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
            throw new FormatException("the bundle is cut short");
        }

        _file.Position = offset;
        _file.ReadExactly(buffer);
    }
}
