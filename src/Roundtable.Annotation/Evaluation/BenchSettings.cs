namespace Roundtable.Annotation.Evaluation;

/// <summary>How a bench is evaluated.</summary>
public sealed record BenchSettings
{
    /// <summary>Seed of halves and resamples.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The seats of a cascade, the last being the one that is asked where the others do not all agree. Null to take the two cheapest seats and the dearest,
    /// where
    /// the price of every answer is known; empty for none.
    /// </summary>
    public IReadOnlyList<string>? Cascade { get; init; }
}
