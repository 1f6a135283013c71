using Roundtable.Annotation.Codebooks;

namespace Roundtable.Workspace.Students;

/// <summary>A student that somebody wants.</summary>
/// <param name="Codebook">The codebook by which its teachers labelled.</param>
/// <param name="Teachers">The runs whose labels it is taught, by folder, id, the beginning of one, or <c>last</c>; at least one.</param>
/// <param name="Folder">Where its folder is written; it has to be empty or not there.</param>
public sealed record TeachRequest(Codebook Codebook, IReadOnlyList<string> Teachers, string Folder)
{
    /// <summary>Its name in the registry, after <c>student/</c> and without a version; null for the codebook's.</summary>
    public string? Name { get; init; }

    /// <summary>The organisation that asks; null for the configured one.</summary>
    public string? As { get; init; }

    /// <summary>Datasets and models of the registry that the texts came from; whose they are only the user knows.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>A folder with a sentence-vector model whose vectors the student sees; null for words and letters alone.</summary>
    public string? Vectors { get; init; }

    /// <summary>The entry of that model in the registry; it is ruled on too. Without one its terms are unknown, and nothing is taught.</summary>
    public string? VectorsModel { get; init; }

    /// <summary>Random seed of the split into folds; the same seed makes the same student.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Maximum number of threads; null for as many as there are processors. It changes nothing but the time.</summary>
    public int? Threads { get; init; }
}
