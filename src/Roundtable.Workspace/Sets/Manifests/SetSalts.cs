using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// The salts of a set's rows: HMAC-SHA-256 (RFC 2104) of the row's index as 64 bits, most significant byte first, under the set's key. Without them nobody can
/// test guesses of rows against hashes of the tree.
/// </summary>
/// <param name="key">The set's key, 32 bytes.</param>
public sealed class SetSalts(byte[] key)
{
    private const int Block = 64;

    // Two plain hashes over blocks that are made once: for messages this short the library is mostly busy with setting itself up.
    private readonly byte[] _inner = Padded(key, 0x36, sizeof(long));
    private readonly byte[] _outer = Padded(key, 0x5C, Digest.Length);

    /// <summary>The salt of a row. Not thread-safe.</summary>
    /// <param name="index">Its index in the set, from 0.</param>
    public Digest this[long index]
    {
        get
        {
            BinaryPrimitives.WriteInt64BigEndian(_inner.AsSpan(Block), index);
            Sha256.Hash(_inner, _outer.AsSpan(Block));
            return Digest.Of(_outer);
        }
    }

    /// <summary>The hash of a row in the tree: the RFC 6962 leaf hash of salt and SHA-256 of its line in <see cref="SetFiles.Rows"/>.</summary>
    /// <param name="salt">Its salt.</param>
    /// <param name="line">Its line without the line break.</param>
    /// <param name="hash">Receives the hash.</param>
    public static void Hash(Digest salt, ReadOnlySpan<byte> line, Span<byte> hash)
    {
        Span<byte> both = stackalloc byte[2 * Digest.Length];
        salt.CopyTo(both);
        Digest.Of(line).CopyTo(both[Digest.Length..]);
        MerkleTree.LeafHash(both, hash);
    }

    private static byte[] Padded(byte[] key, byte pad, int message)
    {
        var padded = new byte[Block + message];
        (key.Length > Block ? SHA256.HashData(key) : key).CopyTo(padded, 0);
        foreach (ref var one in padded.AsSpan(0, Block))
        {
            one ^= pad;
        }

        return padded;
    }
}
