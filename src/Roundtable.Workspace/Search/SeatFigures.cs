using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Workspace.Search;

/// <summary>What one seat did in a session, in figures.</summary>
/// <param name="Model">The model as <c>provider/name</c>.</param>
/// <param name="Vendor">Who made it, or null.</param>
/// <param name="Family">Its family, or null.</param>
/// <param name="First">The option it chose blind, or null.</param>
/// <param name="Final">The option it chose last, or null.</param>
/// <param name="Standing">What its last round counts as.</param>
/// <param name="Moves">How often it changed its choice.</param>
/// <param name="Persuaded">How often another seat that moved named its argument.</param>
/// <param name="Refusals">How many of its ballots were refusals.</param>
/// <param name="DurationsMs">How long each of its answers took, in milliseconds; empty where the log cannot tell.</param>
/// <param name="InputTokens">Tokens of its prompts.</param>
/// <param name="OutputTokens">Tokens of its answers.</param>
/// <param name="MicroDollars">What its answers cost in millionths of a dollar; null where that is not known.</param>
public sealed record SeatFigures(
    string Model,
    string? Vendor,
    string? Family,
    int? First,
    int? Final,
    SeatStanding Standing,
    int Moves,
    int Persuaded,
    int Refusals,
    IReadOnlyList<long> DurationsMs,
    long InputTokens,
    long OutputTokens,
    long? MicroDollars)
{
    /// <summary>
    /// Share of pairs of its votes in different orders of the options that differ, 0 to 1, in the last round; null where it was not asked so.
    /// </summary>
    public double? OrderFlips { get; init; }
}
