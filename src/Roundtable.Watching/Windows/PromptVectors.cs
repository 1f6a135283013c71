namespace Roundtable.Watching.Windows;

/// <summary>Sentence vectors in the place of hashed words, for windows of traffic.</summary>
/// <param name="Dimensions">The length of a vector.</param>
/// <param name="Encode">Makes the vectors of prompts, in their order: each of length 1, or 0, and the same whatever stands beside it.</param>
public sealed record PromptVectors(int Dimensions, Func<IReadOnlyList<string>, float[][]> Encode);
