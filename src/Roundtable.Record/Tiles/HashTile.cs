using Roundtable.Record.Merkle;

namespace Roundtable.Record.Tiles;

/// <summary>Up to 256 hashes of one level and the complete inner nodes above them.</summary>
internal sealed class HashTile
{
    /// <summary>Number of levels of the binary tree that a tile spans.</summary>
    public const int Height = 8;

    private const int HashLength = MerkleTree.HashLength;

    // Height by height, starting with the 256 hashes, so that siblings are adjacent.
    private readonly byte[] _nodes = new byte[((2 * TilePath.FullWidth) - 1) * HashLength];

    /// <summary>Number of hashes.</summary>
    public int Width { get; private set; }

    /// <summary>The hashes, as stored in the tile's file.</summary>
    public ReadOnlySpan<byte> Hashes => _nodes.AsSpan(0, Width * HashLength);

    /// <summary>The root of a full tile.</summary>
    public ReadOnlySpan<byte> Top => Node(Height, 0);

    /// <summary>Parses a tile.</summary>
    /// <exception cref="FormatException">When the bytes are not <paramref name="width"/> hashes.</exception>
    public static HashTile Read(ReadOnlySpan<byte> bytes, int width)
    {
        if (bytes.Length != width * HashLength)
        {
            throw new FormatException($"the tile has {bytes.Length} bytes, but {width} hashes need {width * HashLength}");
        }

        var tile = new HashTile();
        tile.Append(bytes);
        return tile;
    }

    /// <summary>Appends hashes, which must fit.</summary>
    public void Append(ReadOnlySpan<byte> hashes)
    {
        var from = Width;
        Width += hashes.Length / HashLength;
        hashes.CopyTo(_nodes.AsSpan(from * HashLength));
        for (var height = 0; height < Height; height++)
        {
            var (first, end) = (from >> (height + 1), Width >> (height + 1));
            if (first == end)
            {
                continue;
            }

            NodeHashes.Compute(
                _nodes.AsSpan(Offset(height, 2 * first), 2 * (end - first) * HashLength),
                _nodes.AsSpan(Offset(height + 1, first), (end - first) * HashLength));
        }
    }

    /// <summary>A complete node.</summary>
    /// <param name="height">0 for the hashes themselves, 8 for the root.</param>
    /// <param name="index">Index at that height.</param>
    public ReadOnlySpan<byte> Node(int height, int index) => _nodes.AsSpan(Offset(height, index), HashLength);

    private static int Offset(int height, int index) => ((2 * TilePath.FullWidth) - (2 * TilePath.FullWidth >> height) + index) * HashLength;
}
