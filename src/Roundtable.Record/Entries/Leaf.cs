using System.Security.Cryptography;
using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>
/// One entry of the log: that something was said or done, by whom, through whose hands, under which terms, made of what, when.
/// It never holds content or keys: of every content it holds a salted commitment. Its bytes are RFC 8785 canonical JSON;
/// docs/formats/leaf.md describes them.
/// </summary>
/// <remarks>
/// The same type is what the program appends and reads (with the digests of contents) and what stands in the log (with
/// commitments in their place): <see cref="Seal"/> leads from the one to the other, <see cref="Open"/> back.
/// </remarks>
public sealed record Leaf
{
    /// <summary>The most bytes a leaf may have: its length is written in 16 bits.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>The most input leaves that are named; they have to fit.</summary>
    public const int MaxInputs = 4096;

    /// <summary>
    /// The version of the format: 1, where digests stand in the place of commitments; 2, with commitments; 3, with usage by kind, finish reason, cost
    /// and upstream. Older leaves keep their version and their bytes.
    /// </summary>
    public int Version { get; init; } = LeafFormat.NewestVersion;

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

    /// <summary>The version of the terms that were in force, as <c>name@version</c>; null where none is known.</summary>
    public string? Terms { get; init; }

    /// <summary>Indices of the leaves that this one was made of, ascending: its lineage in this log.</summary>
    public IReadOnlyList<long> Inputs { get; init; } = [];

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

    /// <summary>The salted commitments that stand in the log for the contents, by the names of the members.</summary>
    public IReadOnlyDictionary<string, Digest> Commitments { get; init; } = new Dictionary<string, Digest>(StringComparer.Ordinal);

    /// <summary>Digest of the document that opens the commitments.</summary>
    public Digest? OpenedBy { get; init; }

    /// <summary>Tokens that the call used, by kind; null where the provider reported none. Of version 1 and 2, the two totals.</summary>
    public Usage? Usage { get; init; }

    /// <summary>
    /// Why the model stopped, in the word of the API's adapter: <c>stop</c>, <c>length</c>, <c>content_filter</c>, <c>tool_calls</c> or another; null where
    /// the provider did not say.
    /// </summary>
    public string? FinishReason { get; init; }

    /// <summary>What the provider says that it charged for the call, in US dollars, exactly as it said it; null where it did not say.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How long the call took in milliseconds, from 0 to 2^53 - 1.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether the provider's API itself said that the model declined to answer.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether a simulated panelist spoke, not a model.</summary>
    public bool Simulated { get; init; }

    /// <summary>
    /// The digests of every content that the leaf is known to speak of, each with the name of its member, and of the document that opens
    /// its commitments. A leaf whose openings were erased names that document alone.
    /// </summary>
    public IEnumerable<(string Member, Digest Digest)> Contents() =>
        OpenedBy is { } openings ? Members().Append(("openings", openings)) : Members();

    /// <summary>The leaf as it stands in the log, with a fresh salt for each content, and the document that opens it.</summary>
    public (Leaf Sealed, byte[] Openings) Seal()
    {
        Span<byte> salts = stackalloc byte[ContentMembers.Count * Digest.Length];
        RandomNumberGenerator.Fill(salts);
        var openings = new List<KeyValuePair<string, Opening>>(ContentMembers.Count);
        var committed = new Dictionary<string, Digest>(ContentMembers.Count, StringComparer.Ordinal);
        foreach (var (member, digest) in Members())
        {
            var opening = new Opening(digest, new Digest(salts.Slice(openings.Count * Digest.Length, Digest.Length)));
            openings.Add(KeyValuePair.Create(member, opening));
            committed.Add(member, opening.Commitment);
        }

        var document = openings.Count > 0 ? Openings.Write(openings) : [];
        var closed = this with
        {
            Document = null,
            Output = null,
            Prompt = null,
            Raw = null,
            Reason = null,
            Settings = null,
            Commitments = committed,
            OpenedBy = openings.Count > 0 ? Digest.Of(document) : null,
        };
        return (closed, document);
    }

    /// <summary>The leaf with the digests that openings give for its commitments.</summary>
    /// <exception cref="JsonException">When an opening does not fit its commitment, or one is missing or left over.</exception>
    public Leaf Open(IReadOnlyDictionary<string, Opening> openings)
    {
        foreach (var (member, opening) in openings)
        {
            if (!Commitments.TryGetValue(member, out var committed) || opening.Commitment != committed)
            {
                throw new JsonException($"The opening of \"{member}\" does not fit the leaf's commitment.");
            }
        }

        Digest? Of(string member) => openings.TryGetValue(member, out var opening) ? opening.Content : null;
        return openings.Count != Commitments.Count
            ? throw new JsonException("The leaf has a commitment without an opening.")
            : this with
            {
                Document = Of("document"),
                Output = Of("output"),
                Prompt = Of("prompt"),
                Raw = Of("raw"),
                Reason = Of("reason"),
                Settings = Of("settings"),
            };
    }

    /// <summary>The bytes that stand in the log for a sealed leaf: canonical JSON, at most <see cref="MaxBytes"/> of them.</summary>
    /// <exception cref="ArgumentException">When a value cannot be written: a lone surrogate, a number out of range, too long.</exception>
    public byte[] ToBytes() => LeafFormat.Write(this);

    /// <summary>Reads a leaf's bytes, strictly: every member known, every value in range, the bytes canonical.</summary>
    /// <exception cref="JsonException">When the bytes are anything else; the message says what is wrong.</exception>
    public static Leaf Parse(ReadOnlySpan<byte> bytes) => LeafReader.Read(bytes);

    /// <summary>The names of the members that hold commitments, in ordinal order.</summary>
    internal static IReadOnlyList<string> ContentMembers { get; } = ["document", "output", "prompt", "raw", "reason", "settings"];

    private IEnumerable<(string Member, Digest Digest)> Members()
    {
        Digest?[] digests = [Document, Output, Prompt, Raw, Reason, Settings];
        for (var i = 0; i < digests.Length; i++)
        {
            if (digests[i] is { } digest)
            {
                yield return (ContentMembers[i], digest);
            }
        }
    }
}
