namespace Roundtable.Deliberation.Verdicts;

/// <summary>A change of a seat's choice between two rounds, computed from ballots and never from a model's claim.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Round">The round of the new choice, 2 or later.</param>
/// <param name="From">Option index before, or null where the seat had not voted for one.</param>
/// <param name="To">Option index after, or null where it no longer votes for one.</param>
/// <param name="Direction">Towards or away from the option that was leading.</param>
/// <param name="PersuadedBy">Id of the ballot that, according to the seat, changed its mind, or null.</param>
public sealed record Move(int Seat, int Round, int? From, int? To, Direction Direction, string? PersuadedBy);
