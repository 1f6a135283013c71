using System.Buffers.Binary;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// The salts of a set's rows: HMAC-SHA-256 (RFC 2104) of the row's index as 64 bits, most significant byte first, under the set's key. Without them nobody can
/// test guesses of rows against hashes of the tree. Thread-safe.
/// </summary>
/// <param name="key">The set's key, 32 bytes.</param>
public sealed class SetSalts(byte[] key)
{
    private readonly KeyedHash _hash = new(key);

    /// <summary>The salt of a row.</summary>
    /// <param name="index">Its index in the set, from 0.</param>
    public Digest this[long index]
    {
        get
        {
            Span<byte> message = stackalloc byte[sizeof(long)];
            Span<byte> salt = stackalloc byte[Digest.Length];
            BinaryPrimitives.WriteInt64BigEndian(message, index);
            _hash.Hash(message, salt);
            return new Digest(salt);
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
}
