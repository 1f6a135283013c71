using System.Security.Cryptography;

namespace Roundtable.Record.Merkle;

/// <summary>
/// HMAC-SHA-256 (RFC 2104) of many short messages under one key: two plain hashes over blocks that are padded once. For messages this short the library's
/// own is mostly busy with setting itself up. Thread-safe.
/// </summary>
public sealed class ShortHmac
{
    /// <summary>The longest message in bytes.</summary>
    public const int MaxMessage = 64;

    private const int Block = 64;

    private readonly byte[] _inner;
    private readonly byte[] _outer;

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key, of any length.</param>
    public ShortHmac(ReadOnlySpan<byte> key)
    {
        var used = key.Length > Block ? SHA256.HashData(key) : key;
        (_inner, _outer) = (Padded(used, 0x36), Padded(used, 0x5C));
    }

    /// <summary>The code of a message.</summary>
    /// <param name="message">The message, at most <see cref="MaxMessage"/> bytes.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">When the message is longer, or the destination shorter.</exception>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> inner = stackalloc byte[Block + MaxMessage];
        Span<byte> outer = stackalloc byte[Block + MerkleTree.HashLength];
        _inner.CopyTo(inner);
        message.CopyTo(inner[Block..]);
        _outer.CopyTo(outer);
        Sha256.Hash(inner[..(Block + message.Length)], outer[Block..]);
        Sha256.Hash(outer, destination);
    }

    private static byte[] Padded(ReadOnlySpan<byte> key, byte pad)
    {
        var padded = new byte[Block];
        key.CopyTo(padded);
        foreach (ref var one in padded.AsSpan())
        {
            one ^= pad;
        }

        return padded;
    }
}
