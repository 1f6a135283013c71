using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Roundtable.Record.Merkle;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// The Merkle tree over the rows of a set (RFC 6962), and its file: 16 bytes <c>roundtable-tree1</c>, the number of rows, for each row the offset of its line
/// in <see cref="SetFiles.Rows"/> (both 64 bits, most significant byte first), then the hashes of all complete subtrees, level by level from the rows up.
/// </summary>
public sealed class SetTree
{
    private const int HashLength = MerkleTree.HashLength;

    // The hashes of all complete subtrees, level by level from the rows up, as they stand in the file.
    private readonly List<List<byte>> _levels = [[]];
    private readonly List<long> _offsets = [];

    private static ReadOnlySpan<byte> Magic => "roundtable-tree1"u8;

    /// <summary>The number of rows.</summary>
    public long Size => _offsets.Count;

    /// <summary>Appends a row.</summary>
    /// <param name="hash">Its hash, as <see cref="SetSalts.Hash"/> makes it.</param>
    /// <param name="offset">Where its line begins.</param>
    public void Append(ReadOnlySpan<byte> hash, long offset)
    {
        _offsets.Add(offset);
        Span<byte> node = stackalloc byte[HashLength];
        hash.CopyTo(node);
        for (var i = 0; ; i++)
        {
            if (i == _levels.Count)
            {
                _levels.Add([]);
            }

            var level = _levels[i];
            level.AddRange(node);
            if (level.Count / HashLength % 2 == 1)
            {
                return;
            }

            var children = CollectionsMarshal.AsSpan(level)[^(2 * HashLength)..];
            MerkleTree.NodeHash(children[..HashLength], children[HashLength..], node);
        }
    }

    /// <summary>The root; without rows SHA-256 of the empty string.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var level in _levels)
        {
            // Of a level with an odd number the last has no sibling: it stands left of all that is below and right of it.
            if (level.Count / HashLength % 2 == 1)
            {
                var last = CollectionsMarshal.AsSpan(level)[^HashLength..];
                if (root is null)
                {
                    root = last.ToArray();
                }
                else
                {
                    MerkleTree.NodeHash(last, root, root);
                }
            }
        }

        return root ?? MerkleTree.EmptyRoot();
    }

    /// <summary>Writes the file.</summary>
    public void Write(Stream output)
    {
        output.Write(Magic);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Size);
        output.Write(number);
        foreach (var offset in _offsets)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, offset);
            output.Write(number);
        }

        foreach (var level in _levels)
        {
            output.Write(CollectionsMarshal.AsSpan(level));
        }
    }

    /// <summary>The offset of a row's line and the proof that the row is in the tree, read from a file with a few seeks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">The row's index, from 0.</param>
    /// <exception cref="WorkspaceException">When the file is damaged, or has no such row.</exception>
    public static (long Offset, byte[][] Proof, long Size) Prove(string path, long index)
    {
        using var file = File.OpenHandle(path);
        var head = Read(file, path, 0, Magic.Length + sizeof(long));
        var size = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(Magic.Length));
        if (!head.AsSpan(0, Magic.Length).SequenceEqual(Magic) || size < 0)
        {
            throw Damaged(path);
        }

        if (index < 0 || index >= size)
        {
            throw new WorkspaceException(ErrorKind.NotFound, FormattableString.Invariant($"There is no row {index + 1}: the set has {size:N0} rows."));
        }

        var offset = BinaryPrimitives.ReadInt64BigEndian(Read(file, path, head.Length + (index * sizeof(long)), sizeof(long)));
        var hashes = head.Length + (size * sizeof(long));
        return (offset, InclusionProof.Make(index, size, (start, count) => Subtree(start, count)), size);

        byte[] Subtree(long start, long count)
        {
            if (BitOperations.IsPow2(count) && start % count == 0)
            {
                var level = BitOperations.Log2((ulong)count);
                var at = hashes;
                for (var i = 0; i < level; i++)
                {
                    at += (size >> i) * HashLength;
                }

                return Read(file, path, at + ((start >> level) * HashLength), HashLength);
            }

            var left = 1L << BitOperations.Log2((ulong)(count - 1));
            var node = new byte[HashLength];
            MerkleTree.NodeHash(Subtree(start, left), Subtree(start + left, count - left), node);
            return node;
        }
    }

    private static byte[] Read(Microsoft.Win32.SafeHandles.SafeFileHandle file, string path, long at, int length)
    {
        var bytes = new byte[length];
        return RandomAccess.Read(file, bytes, at) == length ? bytes : throw Damaged(path);
    }

    private static WorkspaceException Damaged(string path) =>
        new(ErrorKind.BadData, $"{Record.Wording.Neutralise.Line(path)} is damaged: 'roundtable set verify' says what else is.");
}
