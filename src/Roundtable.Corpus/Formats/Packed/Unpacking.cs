using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>How files are packed, and their content.</summary>
internal static class Unpacking
{
    private const int BufferSize = 1 << 16;

    /// <summary>The compression that a name indicates, and the name without that extension.</summary>
    public static (Packing Packing, string Name) Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".gz" or ".gzip" => (Packing.Gzip, Path.ChangeExtension(name, null)),
        ".zst" or ".zstd" => (Packing.Zstandard, Path.ChangeExtension(name, null)),
        ".xz" => (Packing.Xz, Path.ChangeExtension(name, null)),
        ".bz2" => (Packing.Bzip2, Path.ChangeExtension(name, null)),
        ".tgz" => (Packing.Gzip, Path.ChangeExtension(name, "tar")),
        _ => (Packing.None, name),
    };

    /// <summary>The compression that the first bytes of a file show.</summary>
    public static Packing Of(ReadOnlySpan<byte> head) =>
        head is [0x1F, 0x8B, 0x08, ..] ? Packing.Gzip
        : head is [0x28, 0xB5, 0x2F, 0xFD, ..] ? Packing.Zstandard
        : head is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] ? Packing.Xz
        : head is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, ..] ? Packing.Bzip2
        : Packing.None;

    /// <summary>The unpacked content. Truncated or damaged data throws an <see cref="InvalidDataException"/> while reading.</summary>
    public static Stream Open(Stream file, Packing packing) => packing switch
    {
        Packing.Gzip => new GzipMembers(file),
        Packing.Zstandard => new ZstandardBlocks(file),
        Packing.Xz => new CheckedStream(new XzStreams(new BufferedStream(file, BufferSize))),
        Packing.Bzip2 => new CheckedStream(BZip2Stream.Create(new BufferedStream(file, BufferSize), CompressionMode.Decompress, decompressConcatenated: true)),
        _ => file,
    };
}
