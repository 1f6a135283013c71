namespace Roundtable.Deliberation.Rounds;

/// <summary>A seat that cast no ballot in a round.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Reason">Why, in one sentence: the error, the timeout.</param>
public sealed record Absence(int Seat, string Reason)
{
    /// <summary>True where the fault passes, so that the seat is asked again in the next round; else null.</summary>
    public bool? Passes { get; init; }
}
