using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>A content with its digest, which is computed here and nowhere else.</summary>
public readonly record struct DigestedContent
{
    private DigestedContent(Digest digest, ReadOnlyMemory<byte> bytes) => (Digest, Bytes) = (digest, bytes);

    /// <summary>SHA-256 of the bytes.</summary>
    public Digest Digest { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Hashes a content.</summary>
    /// <param name="bytes">Its bytes; they must not be modified from here on until it is stored.</param>
    /// <exception cref="ArgumentException">When it has more than <see cref="RecordLog.MaxContentBytes"/>.</exception>
    public static DigestedContent Of(ReadOnlyMemory<byte> bytes) => bytes.Length <= RecordLog.MaxContentBytes
        ? new(Digest.Of(bytes.Span), bytes)
        : throw new ArgumentException($"A content must have at most {RecordLog.MaxContentBytes} bytes; this one has {bytes.Length}.", nameof(bytes));
}
