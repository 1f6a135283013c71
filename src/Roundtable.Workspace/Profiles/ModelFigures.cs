namespace Roundtable.Workspace.Profiles;

/// <summary>One model over all the sessions it sat in, whichever connections reached it.</summary>
/// <param name="Model">The model: its name where it has one, else its identity (<see cref="Deliberation.Panels.ModelIdentity"/>).</param>
/// <param name="Names">The names under which it sat, as <c>provider/name</c>.</param>
/// <param name="Sessions">In how many sessions it had a seat.</param>
/// <param name="Debated">In how many of them it could change its mind.</param>
/// <param name="Moved">In how many of those it did.</param>
/// <param name="Persuaded">How often its argument was named by a seat that moved.</param>
/// <param name="Refusals">How often it declined to take part.</param>
/// <param name="DurationsMs">How long its answers took, in milliseconds.</param>
/// <param name="MicroDollars">What its answers cost as far as that is known, in millionths of a dollar; null where nothing of it is.</param>
/// <param name="CostIsComplete">Whether the cost of each answer is known; otherwise the sum is a lower bound.</param>
public sealed record ModelFigures(
    string Model,
    IReadOnlyList<string> Names,
    int Sessions,
    int Debated,
    int Moved,
    int Persuaded,
    int Refusals,
    IReadOnlyList<long> DurationsMs,
    long? MicroDollars,
    bool CostIsComplete)
{
    /// <summary>Who made it; null where that is not known.</summary>
    public string? Vendor { get; init; }
}
