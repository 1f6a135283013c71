using System.Text.Json.Serialization;

namespace Roundtable.Record.Entries;

/// <summary>
/// What the log returns once a leaf is durable: its index, its RFC 6962 leaf hash and the digest of the output it records.
/// A ballot cannot be constructed without one.
/// </summary>
public sealed record Receipt
{
    /// <summary>
    /// A receipt as read from a document. It proves nothing until it has been checked against the log: readers of a session file
    /// check it or report it as unchecked.
    /// </summary>
    /// <param name="leaf">Index of the leaf in the log, from 0.</param>
    /// <param name="hash">RFC 6962 leaf hash: SHA-256 of 0x00 followed by the leaf's bytes.</param>
    /// <param name="output">Digest of the recorded output text in UTF-8.</param>
    [JsonConstructor]
    public Receipt(long leaf, Digest hash, Digest output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        Leaf = leaf;
        Hash = hash;
        Output = output;
    }

    /// <summary>Index of the leaf in the log, from 0.</summary>
    public long Leaf { get; }

    /// <summary>RFC 6962 leaf hash: SHA-256 of 0x00 followed by the leaf's bytes.</summary>
    [JsonConverter(typeof(DigestJsonConverter))]
    public Digest Hash { get; }

    /// <summary>Digest of the recorded output text in UTF-8.</summary>
    [JsonConverter(typeof(DigestJsonConverter))]
    public Digest Output { get; }
}
