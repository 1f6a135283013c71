namespace Roundtable.Deliberation.Verdicts;

/// <summary>How far one seat agrees with itself over its samples.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Votes">Samples that voted for each option.</param>
/// <param name="OrderFlipRate">
/// Of the pairs of samples that were shown the options in different orders, the share that voted differently; 0 to 1, or
/// null where there is no such pair.
/// </param>
public sealed record SeatConsistency(int Seat, IReadOnlyList<int> Votes, double? OrderFlipRate);
