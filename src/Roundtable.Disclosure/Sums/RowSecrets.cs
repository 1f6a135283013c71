using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Sums;

/// <summary>
/// The salts of a commitment's rows and the order in which they stand, all from one secret by HKDF-SHA256 (RFC 5869): a key for the commitment is derived with
/// its id, and from the key 32 bytes for each row, of which the first half is the salt and the second the place among the others. A salt that is shown tells
/// nothing of another, nor of the order.
/// </summary>
public sealed class RowSecrets
{
    /// <summary>The length of the secret in bytes.</summary>
    public const int SecretLength = 32;

    /// <summary>The length of a commitment's id in bytes.</summary>
    public const int IdLength = 16;

    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>The length of what is derived for a row.</summary>
    public const int RowLength = 2 * SaltLength;

    // The counter that HKDF-Expand puts after what a block of its output is for; one block, which is one HMAC, is all that is needed here.
    private const byte FirstBlock = 1;

    private readonly KeyedHash _rows;
    private readonly KeyedHash _distinct;

    /// <summary>The secrets of one commitment.</summary>
    /// <param name="secret">The secret, 32 bytes.</param>
    /// <param name="id">The commitment's id, 16 random bytes: with another one nothing is the same.</param>
    public RowSecrets(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> id)
    {
        if (secret.Length != SecretLength || id.Length != IdLength)
        {
            throw new ArgumentException(
                $"A secret has {SecretLength} bytes and an id {IdLength}.", secret.Length != SecretLength ? nameof(secret) : nameof(id));
        }

        _rows = new KeyedHash(Key(secret, id, "roundtable/disclosure/rows/v1"u8));
        _distinct = new KeyedHash(Key(secret, id, "roundtable/disclosure/distinct/v1"u8));
    }

    /// <summary>The salt of a value among the different contents.</summary>
    /// <param name="value">The value.</param>
    /// <param name="into">Receives 16 bytes.</param>
    public void DistinctSalt(Digest value, Span<byte> into)
    {
        Span<byte> info = stackalloc byte[Digest.Length + 1];
        Span<byte> derived = stackalloc byte[RowLength];
        value.CopyTo(info);
        info[^1] = FirstBlock;
        _distinct.Hash(info, derived);
        derived[..SaltLength].CopyTo(into);
    }

    /// <summary>Salt and order of a row.</summary>
    /// <param name="index">The row's number in the corpus, from 0.</param>
    /// <param name="into">Receives 32 bytes: the salt, then the order.</param>
    public void Derive(long index, Span<byte> into)
    {
        Span<byte> info = stackalloc byte[sizeof(long) + 1];
        BinaryPrimitives.WriteInt64BigEndian(info, index);
        info[^1] = FirstBlock;
        _rows.Hash(info, into);
    }

    private static byte[] Key(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> id, ReadOnlySpan<byte> purpose)
    {
        var key = new byte[RowLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: id, info: purpose);
        return key;
    }
}
