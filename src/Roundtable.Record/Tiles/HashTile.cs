using Roundtable.Record.Merkle;

namespace Roundtable.Record.Tiles;

/// <summary>Up to 256 hashes of one level and the inner nodes over them that are complete.</summary>
internal sealed class HashTile
{
    /// <summary>Levels of a binary tree that one tile spans.</summary>
    public const int Height = 8;

    private const int HashLength = MerkleTree.HashLength;

    // Height by height, the 256 hashes first, so that siblings lie side by side.
    private readonly byte[] _nodes = new byte[((2 * TilePath.FullWidth) - 1) * HashLength];

    /// <summary>How many hashes it has.</summary>
    public int Width { get; private set; }

    /// <summary>The hashes themselves, as they stand in the tile's file.</summary>
    public ReadOnlySpan<byte> Hashes => _nodes.AsSpan(0, Width * HashLength);

    /// <summary>The node over all hashes of a full tile.</summary>
    public ReadOnlySpan<byte> Top => Node(Height, 0);

    /// <summary>Reads a tile's bytes.</summary>
    /// <exception cref="FormatException">When they are not <paramref name="width"/> hashes.</exception>
    public static HashTile Read(ReadOnlySpan<byte> bytes, int width)
    {
        if (bytes.Length != width * HashLength)
        {
            throw new FormatException($"the tile has {bytes.Length} bytes, and {width} hashes have {width * HashLength}");
        }

        var tile = new HashTile();
        tile.Append(bytes);
        return tile;
    }

    /// <summary>Appends hashes; there must be room for them.</summary>
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
    /// <param name="height">0 for the hashes themselves, 8 for the node over all of them.</param>
    /// <param name="index">Its place at that height.</param>
    public ReadOnlySpan<byte> Node(int height, int index) => _nodes.AsSpan(Offset(height, index), HashLength);

    private static int Offset(int height, int index) => ((2 * TilePath.FullWidth) - (2 * TilePath.FullWidth >> height) + index) * HashLength;
}
