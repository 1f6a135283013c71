using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;

namespace Roundtable.Record.Storage;

/// <summary>A content with its digest, which is computed here and nowhere else, and with what a search for secrets found in it.</summary>
public readonly record struct DigestedContent
{
    private readonly SecretGuard? _searchedBy;
    private readonly SecretFinding? _found;

    private DigestedContent(ReadOnlyMemory<byte> bytes, SecretGuard? secrets)
    {
        (Digest, Bytes) = (Digest.Of(bytes.Span), bytes);
        (_searchedBy, _found) = (secrets, secrets?.Find(bytes.Span));
    }

    /// <summary>SHA-256 of the bytes.</summary>
    public Digest Digest { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Hashes a content.</summary>
    /// <param name="bytes">Its bytes; they must not be modified from here on until it is stored.</param>
    /// <exception cref="ArgumentException">When it has more than <see cref="RecordLog.MaxContentBytes"/>.</exception>
    public static DigestedContent Of(ReadOnlyMemory<byte> bytes) => new(Checked(bytes), null);

    /// <summary>Hashes a content and searches it for secrets, for whoever has to know before it is appended whether it may be.</summary>
    /// <param name="bytes">Its bytes; they must not be modified from here on until it is stored.</param>
    /// <param name="secrets">The secrets, of the log to which it is appended: that log does not search it again.</param>
    /// <exception cref="ArgumentException">When it has more than <see cref="RecordLog.MaxContentBytes"/>.</exception>
    public static DigestedContent Searched(ReadOnlyMemory<byte> bytes, SecretGuard secrets) => new(Checked(bytes), secrets);

    /// <summary>A secret that it contains; null if it contains none. It is searched unless these very secrets were searched for before.</summary>
    public SecretFinding? Find(SecretGuard secrets) => ReferenceEquals(secrets, _searchedBy) ? _found : secrets.Find(Bytes.Span);

    private static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> bytes) => bytes.Length <= RecordLog.MaxContentBytes
        ? bytes
        : throw new ArgumentException($"A content must have at most {RecordLog.MaxContentBytes} bytes; this one has {bytes.Length}.", nameof(bytes));
}
