namespace Roundtable.Deliberation.Plans;

/// <summary>The settings of a session besides the question and the panel.</summary>
/// <param name="Debate">Whether more rounds may follow the blind first one.</param>
/// <param name="Rounds">Maximum number of rounds, 1 or more; 1 for a poll.</param>
/// <param name="Samples">Answers of each seat in each round, 1 or more, each with another order of the options.</param>
/// <param name="Seed">Random seed; the same seed gives the same orders.</param>
/// <param name="Ranked">Whether each vote ranks all options.</param>
/// <param name="Quorum">Minimum number of votes for a verdict, 1 to the panel's size.</param>
/// <param name="BudgetMicroDollars">Maximum cost of the session in millionths of a dollar, or null for no limit.</param>
/// <param name="SeatSeconds">Timeout of one answer in seconds.</param>
/// <param name="SessionSeconds">Timeout of the whole session in seconds.</param>
public sealed record SessionSettings(
    bool Debate,
    int Rounds,
    int Samples,
    long Seed,
    bool Ranked,
    int Quorum,
    long? BudgetMicroDollars,
    int SeatSeconds,
    int SessionSeconds)
{
    /// <summary>How the question is answered in full; null for a vote or an open question.</summary>
    public FusionSettings? Fusion { get; init; }
}
