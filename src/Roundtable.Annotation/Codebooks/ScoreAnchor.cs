namespace Roundtable.Annotation.Codebooks;

/// <summary>What one score of a codebook means.</summary>
/// <param name="Score">The score.</param>
/// <param name="Meaning">What it means.</param>
public sealed record ScoreAnchor(int Score, string Meaning);
