using Roundtable.Deliberation.Rounds;

namespace Roundtable.Deliberation.Verdicts;

/// <summary>The last tally, how the panel got there and how far it agrees.</summary>
/// <param name="Options">What was voted on: the options, or the names of the clusters.</param>
/// <param name="First">Counts of round one.</param>
/// <param name="Final">Counts of the last round.</param>
/// <param name="Rounds">How many rounds were held.</param>
/// <param name="Stop">Why the rounds ended.</param>
/// <param name="Moves">Every change of a choice between rounds, by round, then by seat.</param>
/// <param name="Persuasions">Who persuaded whom: the moves whose seat names a ballot of another seat.</param>
/// <param name="Herding">
/// Whether the moves look like herding: at least two moves towards the majority name no argument, and they are more than
/// half of all moves towards it.
/// </param>
/// <param name="FirstAgreement">Agreement in round one.</param>
/// <param name="FinalAgreement">Agreement in the last round.</param>
/// <param name="Consistency">Each seat's consistency in the last round, where there were several samples; else empty.</param>
/// <param name="WithinSeats">
/// Fraction of disagreeing pairs among the samples of one seat, averaged over seats (0 to 1), or null with one sample.
/// </param>
/// <param name="BetweenSeats">Fraction of disagreeing pairs among votes of different seats, 0 to 1, or null with fewer than two votes.</param>
/// <param name="Camps">Seats and model families that support each option with votes.</param>
/// <param name="Independence">How many independent votes the votes amount to, as determined when the verdict was made; null in sessions of format 1.</param>
/// <param name="EffectiveVotes">
/// In sessions of format 1 only: (Σ nᶠ)² ÷ Σ nᶠ² over the votes nᶠ of each family, the inverse Simpson index, with a family of its own for each seat of
/// unknown family.
/// </param>
public sealed record Verdict(
    IReadOnlyList<string> Options,
    Tally First,
    Tally Final,
    int Rounds,
    StopReason Stop,
    IReadOnlyList<Move> Moves,
    IReadOnlyList<Persuasion> Persuasions,
    bool Herding,
    Agreement FirstAgreement,
    Agreement FinalAgreement,
    IReadOnlyList<SeatConsistency> Consistency,
    double? WithinSeats,
    double? BetweenSeats,
    IReadOnlyList<Camp> Camps,
    Independence? Independence,
    double? EffectiveVotes = null);
