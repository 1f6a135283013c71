using Roundtable.Annotation.Codebooks;

namespace Roundtable.Workspace.Gold;

/// <summary>A draw that somebody asks for.</summary>
/// <param name="Codebook">The codebook that people will label by.</param>
/// <param name="Size">How many texts to draw.</param>
public sealed record GoldDrawRequest(Codebook Codebook, int Size)
{
    /// <summary>Name of the column whose values are the items' strata; null where there are none.</summary>
    public string? By { get; init; }

    /// <summary>A value that enters the seed, such as a public beacon's; null for random bits. The hash of the plan's leaf enters in any case.</summary>
    public string? Seed { get; init; }
}
