namespace Roundtable.Deliberation.Fusion;

/// <summary>A sentence that failed its check.</summary>
/// <param name="Place">Its place in the answer, from 1.</param>
/// <param name="Text">The sentence as written.</param>
/// <param name="Error">What is wrong, as a sentence to the moderator.</param>
/// <param name="Uncited">Whether it cites no point that exists.</param>
internal sealed record FusionFault(int Place, string Text, string Error, bool Uncited);
