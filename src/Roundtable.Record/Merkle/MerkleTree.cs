using System.Security.Cryptography;

namespace Roundtable.Record.Merkle;

/// <summary>The hashes of RFC 6962, section 2.1: SHA-256 with domain separation of leaves and nodes by the first byte.</summary>
public static class MerkleTree
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Root of the empty tree: SHA-256 of the empty string.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    /// <summary>SHA-256 of 0x00 followed by the leaf.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> leaf)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        LeafHash(leaf, hash);
        return hash.ToArray();
    }

    /// <summary>SHA-256 of 0x00 followed by the leaf, written to the first 32 bytes of <paramref name="destination"/>.</summary>
    public static void LeafHash(ReadOnlySpan<byte> leaf, Span<byte> destination)
    {
        const int small = 1024;
        var input = leaf.Length < small ? stackalloc byte[small] : new byte[leaf.Length + 1];
        input[0] = 0;
        leaf.CopyTo(input[1..]);
        Sha256.Hash(input[..(leaf.Length + 1)], destination);
    }

    /// <summary>SHA-256 of 0x01 followed by both children, written to <paramref name="destination"/>, which may be one of them.</summary>
    public static void NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        Span<byte> input = stackalloc byte[1 + (2 * HashLength)];
        input[0] = 1;
        left[..HashLength].CopyTo(input[1..]);
        right[..HashLength].CopyTo(input[(1 + HashLength)..]);
        Sha256.Hash(input, destination);
    }
}
