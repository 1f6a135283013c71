using Roundtable.Deliberation.Questions;

namespace Roundtable.Workspace.Asking;

/// <summary>What asking would cost and take, and whether the options fit, before anything is spent.</summary>
/// <param name="Seats">Who would sit at the table, by name.</param>
/// <param name="Simulated">Whether nothing is connected, so that it would be a rehearsal.</param>
/// <param name="Calls">The most calls.</param>
/// <param name="MicroDollars">What they are estimated to cost in millionths of a dollar, as far as prices are known.</param>
/// <param name="UnpricedSeats">How many seats have no known price.</param>
/// <param name="Seconds">About how long it takes, in seconds.</param>
/// <param name="Warning">That the options do not seem to fit the question, or null.</param>
public sealed record AskEstimate(
    IReadOnlyList<string> Seats, bool Simulated, int Calls, long MicroDollars, int UnpricedSeats, int Seconds, FitWarning? Warning);
