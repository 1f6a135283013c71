namespace Roundtable.Deliberation.Reviews;

/// <summary>Where an answer stands among the others by the reviews, all counts of them integers.</summary>
/// <param name="Seat">Number of the seat whose answer it is, from 1.</param>
/// <param name="Place">Its place, from 1; equal answers share a place.</param>
/// <param name="Beats">Number of answers that it beats by the strongest path (Schulze 2011).</param>
/// <param name="BeatenBy">Number of answers by which it is beaten.</param>
/// <param name="Points">Borda points: of n answers n − 1 for each first place, n − 2 for each second, and so on.</param>
/// <param name="Reviews">Number of reviews that rank it.</param>
public sealed record Standing(int Seat, int Place, int Beats, int BeatenBy, int Points, int Reviews);
