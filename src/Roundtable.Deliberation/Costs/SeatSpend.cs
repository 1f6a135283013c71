using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Costs;

/// <summary>What one seat used, or the moderator, and who really served it.</summary>
/// <param name="Seat">Number of the seat, from 1; 0 for the moderator.</param>
/// <param name="Calls">Answers received.</param>
/// <param name="Tokens">Tokens by kind, as the provider counted them; a kind is null where no answer told it.</param>
/// <param name="MicroDollars">Cost in millionths of a dollar, as far as it is known; each call's is rounded up.</param>
/// <param name="UnpricedCalls">Calls whose cost is not known in full; those too whose answer never came whole, which are none of the calls above.</param>
/// <param name="ChargedMicroDollars">The part of the cost that the provider itself says that it charged; null where it says nothing.</param>
/// <param name="Served">The models that the answers say they are from, in ordinal order.</param>
/// <param name="Upstreams">Who served the calls that a router passed on, in ordinal order.</param>
public sealed record SeatSpend(
    int Seat,
    int Calls,
    Usage Tokens,
    long MicroDollars,
    int UnpricedCalls,
    long? ChargedMicroDollars,
    IReadOnlyList<string> Served,
    IReadOnlyList<string> Upstreams)
{
    /// <summary>Nothing used yet.</summary>
    internal static SeatSpend Nothing(int seat) => new(seat, 0, new Usage(), 0, 0, null, [], []);

    /// <summary>With one more answer.</summary>
    internal SeatSpend With(Usage? usage, long microDollars, bool complete, bool charged, string? served, string? upstream) => Plus(new SeatSpend(
        Seat,
        1,
        usage ?? new Usage(),
        microDollars,
        complete ? 0 : 1,
        charged ? microDollars : null,
        served is null ? [] : [served],
        upstream is null ? [] : [upstream]));

    /// <summary>Both together, of the same seat.</summary>
    public SeatSpend Plus(SeatSpend other) => new(
        Seat,
        Calls + other.Calls,
        new Usage(
            Sum(Tokens.Input, other.Tokens.Input),
            Sum(Tokens.Output, other.Tokens.Output),
            Sum(Tokens.CacheRead, other.Tokens.CacheRead),
            Sum(Tokens.CacheWrite, other.Tokens.CacheWrite),
            Sum(Tokens.Reasoning, other.Tokens.Reasoning),
            Sum(Tokens.InputAudio, other.Tokens.InputAudio),
            Sum(Tokens.OutputAudio, other.Tokens.OutputAudio)),
        MicroDollars + other.MicroDollars,
        UnpricedCalls + other.UnpricedCalls,
        Sum(ChargedMicroDollars, other.ChargedMicroDollars),
        [.. Served.Union(other.Served, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        [.. Upstreams.Union(other.Upstreams, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);
}
