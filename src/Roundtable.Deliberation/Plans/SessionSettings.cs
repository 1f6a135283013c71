namespace Roundtable.Deliberation.Plans;

/// <summary>Everything that shapes a session besides the question and the panel.</summary>
/// <param name="Debate">Whether later rounds follow the blind one.</param>
/// <param name="Rounds">The most rounds, 1 or more; 1 for a poll.</param>
/// <param name="Samples">Answers of each seat in each round, 1 or more, over different option orders.</param>
/// <param name="Seed">The seed of every order that is drawn.</param>
/// <param name="Ranked">Whether each vote ranks all options.</param>
/// <param name="Quorum">How many seats must vote for a verdict, 1 to the panel's size.</param>
/// <param name="BudgetMicroDollars">The most the session may cost in millionths of a dollar, or null.</param>
/// <param name="SeatSeconds">Time limit of one answer in seconds.</param>
/// <param name="SessionSeconds">Time limit of the whole session in seconds.</param>
public sealed record SessionSettings(
    bool Debate,
    int Rounds,
    int Samples,
    long Seed,
    bool Ranked,
    int Quorum,
    long? BudgetMicroDollars,
    int SeatSeconds,
    int SessionSeconds);
