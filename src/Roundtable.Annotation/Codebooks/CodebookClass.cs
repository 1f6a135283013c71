namespace Roundtable.Annotation.Codebooks;

/// <summary>One of the classes of a codebook.</summary>
/// <param name="Name">Its name, as people choose it and models answer it.</param>
/// <param name="Definition">What belongs to it.</param>
public sealed record CodebookClass(string Name, string Definition)
{
    /// <summary>Texts that belong to it.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
