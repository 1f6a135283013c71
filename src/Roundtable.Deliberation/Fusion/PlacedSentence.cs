namespace Roundtable.Deliberation.Fusion;

/// <summary>A sentence that passed its checks, at its place.</summary>
/// <param name="Place">Its place in the answer, from 1.</param>
/// <param name="Sentence">The sentence.</param>
internal sealed record PlacedSentence(int Place, FusedSentence Sentence);
