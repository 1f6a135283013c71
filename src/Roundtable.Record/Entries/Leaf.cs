using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>
/// One entry of the log: that something was said or done, by whom, when, with the digests of what was said. It never holds
/// content or keys. Its bytes are RFC 8785 canonical JSON; docs/formats/leaf.md describes them.
/// </summary>
public sealed record Leaf
{
    /// <summary>The most bytes a leaf may have: its length is written in 16 bits.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>What the leaf records.</summary>
    public required LeafKind Kind { get; init; }

    /// <summary>When it happened; kept as UTC, to 100 nanoseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Identifier of the session it belongs to.</summary>
    public string? Session { get; init; }

    /// <summary>Place of the call in its session: round, seat, sample and attempt, as in <c>r1.s3.k1.a0</c>.</summary>
    public string? Call { get; init; }

    /// <summary>Where the output came from.</summary>
    public Producer? Producer { get; init; }

    /// <summary>Digest of the prompt as it was sent.</summary>
    public Digest? Prompt { get; init; }

    /// <summary>Digest of the call's settings.</summary>
    public Digest? Settings { get; init; }

    /// <summary>Digest of the output text in UTF-8.</summary>
    public Digest? Output { get; init; }

    /// <summary>Digest of the answer's bytes as they came.</summary>
    public Digest? Raw { get; init; }

    /// <summary>Digest of the document that the leaf's kind speaks of.</summary>
    public Digest? Document { get; init; }

    /// <summary>Digest of the text that says why a call failed.</summary>
    public Digest? Reason { get; init; }

    /// <summary>What the call used.</summary>
    public Usage? Usage { get; init; }

    /// <summary>How long the call took in milliseconds, from 0 to 2^53 - 1.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether the provider's API itself said that the model declined to answer.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether a simulated panelist spoke, not a model.</summary>
    public bool Simulated { get; init; }

    /// <summary>The digests of every content that the leaf speaks of, each with the name of its member.</summary>
    public IEnumerable<(string Member, Digest Digest)> Contents()
    {
        (string, Digest?)[] all =
        [
            ("document", Document), ("output", Output), ("prompt", Prompt), ("raw", Raw), ("reason", Reason), ("settings", Settings),
        ];
        foreach (var (member, digest) in all)
        {
            if (digest is { } named)
            {
                yield return (member, named);
            }
        }
    }

    /// <summary>The leaf's bytes: canonical JSON, at most <see cref="MaxBytes"/> of them.</summary>
    /// <exception cref="ArgumentException">When a value cannot be written: a lone surrogate, a number out of range, too long.</exception>
    public byte[] ToBytes() => LeafFormat.Write(this);

    /// <summary>Reads a leaf's bytes, strictly: every member known, every value in range, the bytes canonical.</summary>
    /// <exception cref="JsonException">When the bytes are anything else; the message says what is wrong.</exception>
    public static Leaf Parse(ReadOnlySpan<byte> bytes) => LeafFormat.Read(bytes);
}
