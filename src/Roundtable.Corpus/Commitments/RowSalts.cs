using System.Buffers.Binary;
using System.Security.Cryptography;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Commitments;

/// <summary>
/// The salts of a scan's rows: HMAC-SHA-256 (RFC 2104) of file and row under a key of the scan, which is HMAC-SHA-256 of the scan's plan under a
/// secret that the owner of the data directory keeps. Without it nobody can test guesses of the texts behind a commitment.
/// </summary>
public sealed class RowSalts
{
    private readonly byte[] _key;

    /// <summary>The salts of one scan.</summary>
    /// <param name="secret">The secret, 32 bytes.</param>
    /// <param name="plan">The fingerprint of the scan's plan.</param>
    public RowSalts(ReadOnlySpan<byte> secret, Digest plan) => _key = HMACSHA256.HashData(secret, plan.ToArray());

    /// <summary>The salt of a row.</summary>
    /// <param name="file">The index of the file in the plan, from 0.</param>
    /// <param name="row">The number of the row in the file, from 1.</param>
    public Digest this[int file, long row]
    {
        get
        {
            Span<byte> place = stackalloc byte[sizeof(int) + sizeof(long)];
            BinaryPrimitives.WriteInt32BigEndian(place, file);
            BinaryPrimitives.WriteInt64BigEndian(place[sizeof(int)..], row);
            Span<byte> salt = stackalloc byte[Digest.Length];
            HMACSHA256.HashData(_key, place, salt);
            return new Digest(salt);
        }
    }
}
