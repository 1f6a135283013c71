namespace Roundtable.Deliberation.Verdicts;

/// <summary>The seats and model families that support one option.</summary>
/// <param name="Option">Option or cluster index, from 0.</param>
/// <param name="Seats">Numbers of the seats that voted for it, ascending.</param>
/// <param name="Families">Their model families, distinct, in ordinal order; <c>unknown</c> where a family is unknown.</param>
public sealed record Camp(int Option, IReadOnlyList<int> Seats, IReadOnlyList<string> Families);
