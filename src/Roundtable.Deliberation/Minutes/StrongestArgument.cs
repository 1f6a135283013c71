namespace Roundtable.Deliberation.Minutes;

/// <summary>The strongest argument for one option.</summary>
/// <param name="Option">Option or cluster index, from 0.</param>
/// <param name="Sentences">The argument.</param>
public sealed record StrongestArgument(int Option, IReadOnlyList<Sentence> Sentences);
