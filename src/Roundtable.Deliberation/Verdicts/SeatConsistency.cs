namespace Roundtable.Deliberation.Verdicts;

/// <summary>How consistent one seat's samples are.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Votes">Samples that voted for each option.</param>
/// <param name="OrderFlipRate">
/// Fraction of the pairs of samples with different option orders that voted differently, 0 to 1; null where there is no
/// such pair.
/// </param>
public sealed record SeatConsistency(int Seat, IReadOnlyList<int> Votes, double? OrderFlipRate);
