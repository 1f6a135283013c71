using System.Text.Json;

namespace Roundtable.Record.Entries;

/// <summary>
/// One entry of the log: what was said or done, by whom, through which route, under which terms, from which inputs, and when.
/// It never contains content or keys; for each content it contains a salted commitment. Its bytes are RFC 8785 canonical JSON;
/// docs/formats/leaf.md specifies them.
/// </summary>
/// <remarks>
/// One type represents both what the program appends and reads (with digests of the contents) and what is stored in the log
/// (with commitments instead): <see cref="Seal"/> converts the former to the latter, <see cref="Open"/> converts it back.
/// </remarks>
public sealed record Leaf
{
    /// <summary>Maximum size of a leaf in bytes: its length is stored in 16 bits.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>The version that files shown to panels, calls of tools and training sets are written in.</summary>
    public const int VersionWithTools = 4;

    /// <summary>Maximum number of input leaves, which keeps a leaf within <see cref="MaxBytes"/>.</summary>
    public const int MaxInputs = 4096;

    /// <summary>
    /// Format version: 1 has digests instead of commitments; 2 has commitments; 3 adds usage by kind, finish reason, cost and upstream; 4 adds the kinds
    /// <see cref="LeafKind.ContextFile"/>, <see cref="LeafKind.ToolCall"/> and <see cref="LeafKind.TrainingSet"/>, which alone are written in it. Older leaves
    /// keep their version and their bytes.
    /// </summary>
    public int Version { get; init; } = LeafFormat.UsualVersion;

    /// <summary>What the leaf records.</summary>
    public required LeafKind Kind { get; init; }

    /// <summary>When it happened; stored as UTC with a resolution of 100 nanoseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>ID of the session it belongs to; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>Position of the call in its session: round, seat, sample and attempt, such as <c>r1.s3.k1.a0</c>.</summary>
    public string? Call { get; init; }

    /// <summary>Origin of the output.</summary>
    public Producer? Producer { get; init; }

    /// <summary>Version of the terms in force, as <c>name@version</c>; null if unknown.</summary>
    public string? Terms { get; init; }

    /// <summary>Indices of the leaves from which this one was derived, ascending: its lineage in this log.</summary>
    public IReadOnlyList<long> Inputs { get; init; } = [];

    /// <summary>Digest of the prompt as sent.</summary>
    public Digest? Prompt { get; init; }

    /// <summary>Digest of the call's settings.</summary>
    public Digest? Settings { get; init; }

    /// <summary>Digest of the output text in UTF-8.</summary>
    public Digest? Output { get; init; }

    /// <summary>Digest of the response's bytes as received.</summary>
    public Digest? Raw { get; init; }

    /// <summary>Digest of the document that the leaf's kind refers to.</summary>
    public Digest? Document { get; init; }

    /// <summary>Digest of the text that explains why a call failed.</summary>
    public Digest? Reason { get; init; }

    /// <summary>Salted commitments to the contents, by member name; they are what the log stores.</summary>
    public IReadOnlyDictionary<string, Digest> Commitments { get; init; } = new Dictionary<string, Digest>(StringComparer.Ordinal);

    /// <summary>Digest of the document that opens the commitments.</summary>
    public Digest? OpenedBy { get; init; }

    /// <summary>
    /// Names of the members that commit to contents which are not stored, in ordinal order; the openings say so, and the leaf's bytes do not. Nothing
    /// is stored of contents that are to be provable but not kept.
    /// </summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>Tokens used by the call, by kind; null if the provider reported none. Versions 1 and 2 have the two totals only.</summary>
    public Usage? Usage { get; init; }

    /// <summary>
    /// Why the model stopped, as reported by the API's adapter: <c>stop</c>, <c>length</c>, <c>content_filter</c>, <c>tool_calls</c> or another value; null
    /// if the provider did not report it.
    /// </summary>
    public string? FinishReason { get; init; }

    /// <summary>What the provider reports as the cost of the call, in US dollars, exactly; null if it reported none.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Duration of the call in milliseconds, from 0 to 2^53 - 1.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether the provider's API reported that the model declined to answer.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether the output comes from a simulated panelist instead of a model.</summary>
    public bool Simulated { get; init; }

    /// <summary>
    /// Digests of all contents that are stored for the leaf as far as it is known, with their member names, and of the document that opens its commitments.
    /// For a leaf whose openings were erased, that document only.
    /// </summary>
    public IEnumerable<(string Member, Digest Digest)> Contents()
    {
        for (var i = 0; i < ContentMembers.Count; i++)
        {
            if (ContentAt(i) is { } digest && Keeps(ContentMembers[i]))
            {
                yield return (ContentMembers[i], digest);
            }
        }

        if (OpenedBy is { } openings)
        {
            yield return ("openings", openings);
        }
    }

    /// <summary>The leaf as stored in the log, with a fresh salt for each content, and the document that opens it.</summary>
    public (Leaf Sealed, byte[] Openings) Seal()
    {
        Span<byte> salts = stackalloc byte[ContentMembers.Count * Digest.Length];
        Salts.Fill(salts);
        var openings = new List<KeyValuePair<string, Opening>>(ContentMembers.Count);
        var committed = new Dictionary<string, Digest>(ContentMembers.Count, StringComparer.Ordinal);
        for (var i = 0; i < ContentMembers.Count; i++)
        {
            if (ContentAt(i) is { } digest)
            {
                var member = ContentMembers[i];
                var opening = new Opening(digest, new Digest(salts.Slice(openings.Count * Digest.Length, Digest.Length))) { IsKept = Keeps(member) };
                openings.Add(KeyValuePair.Create(member, opening));
                committed.Add(member, opening.Commitment);
            }
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
            Withheld = [],
        };
        return (closed, document);
    }

    /// <summary>The leaf with the digests from the openings of its commitments.</summary>
    /// <exception cref="JsonException">When an opening does not match its commitment, is missing or is superfluous.</exception>
    public Leaf Open(IReadOnlyDictionary<string, Opening> openings)
    {
        foreach (var (member, opening) in openings)
        {
            if (!Commitments.TryGetValue(member, out var committed) || opening.Commitment != committed)
            {
                throw new JsonException($"The opening of \"{member}\" does not match the leaf's commitment.");
            }
        }

        string[] withheld = [.. ContentMembers.Where(m => openings.TryGetValue(m, out var opening) && !opening.IsKept)];
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
                Withheld = withheld.Length == 0 ? [] : withheld,
            };
    }

    /// <summary>The bytes of a sealed leaf in the log: canonical JSON, at most <see cref="MaxBytes"/> bytes.</summary>
    /// <exception cref="ArgumentException">
    /// When a value cannot be represented: it has a lone surrogate, is out of range, too long, or not part of the leaf's version.
    /// </exception>
    public byte[] ToBytes() => LeafFormat.Write(this);

    /// <summary>Parses a leaf strictly: all members known, all values in range, the bytes canonical.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static Leaf Parse(ReadOnlySpan<byte> bytes) => LeafReader.Read(bytes);

    /// <summary>Names of the members with commitments, in ordinal order.</summary>
    internal static IReadOnlyList<string> ContentMembers { get; } = ["document", "output", "prompt", "raw", "reason", "settings"];

    /// <summary>The digest of a member by its place among <see cref="ContentMembers"/>; null where the leaf has none.</summary>
    internal Digest? ContentAt(int place) => place switch
    {
        0 => Document,
        1 => Output,
        2 => Prompt,
        3 => Raw,
        4 => Reason,
        _ => Settings,
    };

    /// <summary>Whether the content of a member is stored.</summary>
    internal bool Keeps(string member) => Withheld.Count == 0 || !Withheld.Contains(member, StringComparer.Ordinal);
}
