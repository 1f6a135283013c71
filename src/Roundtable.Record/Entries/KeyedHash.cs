using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Roundtable.Record.Entries;

/// <summary>
/// HMAC-SHA-256 (RFC 2104) of many short messages under one key, by the library. What that sets up for a key is kept and used again: for each message anew
/// it takes more than twice as long. Thread-safe.
/// </summary>
/// <param name="key">The key, of any length.</param>
public sealed class KeyedHash(byte[] key)
{
    private readonly ConcurrentBag<IncrementalHash> _free = [];

    /// <summary>The code of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">When the destination is shorter.</exception>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> destination)
    {
        if (!_free.TryTake(out var hash))
        {
            hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        }

        hash.AppendData(message);
        hash.GetHashAndReset(destination);
        _free.Add(hash);
    }
}
