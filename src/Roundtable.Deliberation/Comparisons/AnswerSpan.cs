namespace Roundtable.Deliberation.Comparisons;

/// <summary>Words of an answer. It proves that the seat said them, not that what is made of them follows.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Text">A verbatim part of its answer, as the moderator quoted it.</param>
public sealed record AnswerSpan(int Seat, string Text);
