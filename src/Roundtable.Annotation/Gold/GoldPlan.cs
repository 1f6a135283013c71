using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>
/// What is on the record before a draw: from what, how much and by which strata. The seed follows from the hash of its leaf, which nobody can choose or
/// know before, so that a draw cannot be repeated until it pleases without leaving a trace.
/// </summary>
/// <param name="Codebook">The digest of the codebook.</param>
/// <param name="Frame">What is drawn from.</param>
/// <param name="Size">How many texts are drawn.</param>
/// <param name="Given">
/// A value that enters the seed: one that somebody gave, such as a public beacon's, or 256 random bits in hexadecimal. It does not decide the draw alone.
/// </param>
public sealed record GoldPlan(Digest Codebook, GoldFrame Frame, int Size, string Given)
{
    /// <summary>The column whose values are the strata; null where there are none.</summary>
    public string? By { get; init; }

    /// <summary>Ids of the earlier draws by this codebook from this frame; their texts are not drawn again.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>The seed: SHA-256 of a fixed first line, <see cref="Given"/> and the hash of the plan's leaf, one a line.</summary>
    /// <param name="leafHash">The leaf hash (RFC 6962) of the plan.</param>
    public Digest Seed(Digest leafHash) => Digest.Of(System.Text.Encoding.UTF8.GetBytes($"roundtable/gold-seed/v1\n{Given}\n{leafHash}\n"));
}
