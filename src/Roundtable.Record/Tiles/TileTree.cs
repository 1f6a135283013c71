using System.Numerics;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Tiles;

/// <summary>
/// The Merkle tree of a log, backed by its tiles. Tiles at the right edge are in memory, a few others are cached, the rest is read
/// on demand: memory grows with the logarithm of the size. It supports appending, and hashes of any subtree.
/// </summary>
public sealed class TileTree
{
    private const int CacheSize = 32;
    private const int HashLength = MerkleTree.HashLength;

    private readonly Func<TilePath, byte[]?> _read;
    private readonly HashTile[] _edge = [.. Enumerable.Range(0, TilePath.MaxLevels).Select(_ => new HashTile())];
    private readonly Dictionary<TilePath, HashTile> _cache = [];
    private readonly Queue<TilePath> _order = new();

    private TileTree(long size, Func<TilePath, byte[]?> read)
    {
        Size = size;
        _read = read;
    }

    /// <summary>Number of leaves in the tree.</summary>
    public long Size { get; private set; }

    /// <summary>Reads the right edge of a log's tree. Compare <see cref="Root"/> with a checkpoint before trusting it.</summary>
    /// <param name="size">Number of leaves in the log.</param>
    /// <param name="read">Returns a tile's bytes, or null if it does not exist; a wider tile may be returned for a partial one.</param>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public static TileTree Load(long size, Func<TilePath, byte[]?> read)
    {
        var tree = new TileTree(size, read);
        for (var level = 0; level < TilePath.MaxLevels; level++)
        {
            var hashes = size >> (HashTile.Height * level);
            if (hashes % TilePath.FullWidth > 0)
            {
                tree._edge[level] = tree.Fetch(TilePath.Hashes(level, hashes / TilePath.FullWidth, (int)(hashes % TilePath.FullWidth)));
            }
        }

        return tree;
    }

    /// <summary>Reads the right edge of the log in <paramref name="resources"/>.</summary>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public static TileTree Load(long size, ILogResources resources) => Load(size, path => ReadTile(resources, path));

    /// <summary>Appends leaves by their hashes.</summary>
    /// <param name="leafHashes">Concatenated RFC 6962 leaf hashes.</param>
    /// <param name="filled">Receives each tile that has become full, lower levels first.</param>
    /// <exception cref="ArgumentException">When the length is not a multiple of the hash length.</exception>
    public void Append(ReadOnlySpan<byte> leafHashes, Action<TilePath, ReadOnlySpan<byte>> filled)
    {
        if (leafHashes.Length % HashLength != 0)
        {
            throw new ArgumentException($"The length of leaf hashes must be a multiple of {HashLength} bytes.", nameof(leafHashes));
        }

        while (leafHashes.Length > 0)
        {
            var room = TilePath.FullWidth - _edge[0].Width;
            var count = Math.Min(room, leafHashes.Length / HashLength);
            _edge[0].Append(leafHashes[..(count * HashLength)]);
            leafHashes = leafHashes[(count * HashLength)..];
            Size += count;
            for (var level = 0; level < TilePath.MaxLevels && _edge[level].Width == TilePath.FullWidth; level++)
            {
                var full = _edge[level];
                var path = TilePath.Hashes(level, (Size >> (HashTile.Height * (level + 1))) - 1);
                _edge[level] = new HashTile();
                Cache(path, full);
                filled(path, full.Hashes);
                if (level + 1 < TilePath.MaxLevels)
                {
                    _edge[level + 1].Append(full.Top);
                }
            }
        }
    }

    /// <summary>The partial tiles at the right edge.</summary>
    public IEnumerable<(TilePath Path, byte[] Hashes)> Edge()
    {
        for (var level = 0; level < TilePath.MaxLevels; level++)
        {
            if (_edge[level].Width is > 0 and var width)
            {
                yield return (TilePath.Hashes(level, Size >> (HashTile.Height * (level + 1)), width), _edge[level].Hashes.ToArray());
            }
        }
    }

    /// <summary>The RFC 6962 tree hash.</summary>
    public byte[] Root() => Size == 0 ? MerkleTree.EmptyRoot() : Hash(0, Size);

    /// <summary>The RFC 6962 hash of a leaf.</summary>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public byte[] LeafHash(long index) => Hash(index, 1);

    /// <summary>RFC 6962 hash of <paramref name="count"/> leaves from <paramref name="start"/>: a subtree of this tree or an earlier version.</summary>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public byte[] Hash(long start, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Size - start);
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            return Node(BitOperations.Log2((ulong)count), start / count);
        }

        var left = InclusionProof.LeftSize(count);
        var hash = Hash(start, left);
        MerkleTree.NodeHash(hash, Hash(start + left, count - left), hash);
        return hash;
    }

    /// <summary>Inclusion proof of a leaf in the tree at <paramref name="size"/> leaves.</summary>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public byte[][] ProveInclusion(long index, long size) => InclusionProof.Make(index, size, Hash);

    /// <summary>Consistency proof between the tree at <paramref name="first"/> and at <paramref name="second"/> leaves; empty from size 0.</summary>
    /// <exception cref="FormatException">When a tile is missing or malformed.</exception>
    public byte[][] ProveConsistency(long first, long second) => first == 0 ? [] : ConsistencyProof.Make(first, second, Hash);

    /// <summary>The root of the tree's first leaves, proven by the tiles themselves to be the beginning of the tree with a trusted root.</summary>
    /// <param name="size">Number of leaves, from 0 to <see cref="Size"/>.</param>
    /// <param name="root">The root of the whole tree, from a checkpoint.</param>
    /// <exception cref="FormatException">When a tile is missing or malformed, or the tiles do not yield <paramref name="root"/>.</exception>
    public Digest RootAt(long size, Digest root)
    {
        if (size == 0)
        {
            return new Digest(Size > 0 || new Digest(MerkleTree.EmptyRoot()) == root ? MerkleTree.EmptyRoot() : throw Other());
        }

        var start = Hash(0, size);
        return ConsistencyProof.Verify(size, Size, start, root.ToArray(), ProveConsistency(size, Size)) ? new Digest(start) : throw Other();

        static FormatException Other() => new("the tiles do not yield the root of the checkpoint");
    }

    /// <summary>Reads a tile, or the full tile that has replaced a partial one.</summary>
    internal static byte[]? ReadTile(ILogResources resources, TilePath path) =>
        resources.Read(path.ToString()) ?? (path.IsFull ? null : resources.Read(path.Full.ToString()));

    private byte[] Node(int height, long index)
    {
        var (level, within) = (height / HashTile.Height, height % HashTile.Height);
        if (level == TilePath.MaxLevels)
        {
            throw new ArgumentOutOfRangeException(nameof(height), "A log has fewer than 2^63 leaves.");
        }

        var tile = index >> (HashTile.Height - within);
        var place = (int)(index & ((1L << (HashTile.Height - within)) - 1));
        return Tile(level, tile).Node(within, place).ToArray();
    }

    private HashTile Tile(int level, long index)
    {
        if (index == Size >> (HashTile.Height * (level + 1)))
        {
            return _edge[level];
        }

        var path = TilePath.Hashes(level, index);
        if (!_cache.TryGetValue(path, out var tile))
        {
            Cache(path, tile = Fetch(path));
        }

        return tile;
    }

    private HashTile Fetch(TilePath path)
    {
        var bytes = _read(path) ?? throw new FormatException($"{path} is missing");
        var length = path.Width * HashLength;
        try
        {
            return HashTile.Read(bytes.AsSpan(0, Math.Min(length, bytes.Length)), path.Width);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    private void Cache(TilePath path, HashTile tile)
    {
        _cache[path] = tile;
        _order.Enqueue(path);
        if (_order.Count > CacheSize)
        {
            _cache.Remove(_order.Dequeue());
        }
    }
}
