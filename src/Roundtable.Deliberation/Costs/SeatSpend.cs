using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Costs;

/// <summary>What one seat used, or the moderator, and who really served it.</summary>
/// <param name="Seat">Number of the seat, from 1; 0 for the moderator.</param>
/// <param name="Calls">Answers received.</param>
/// <param name="Tokens">Tokens by kind, as the provider counted them; a kind is null where no answer told it.</param>
/// <param name="MicroDollars">Cost in millionths of a dollar, as far as it is known; each call's is rounded up.</param>
/// <param name="UnpricedCalls">Calls whose cost is not known in full.</param>
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
    internal SeatSpend With(Usage? usage, long microDollars, bool complete, bool charged, string? served, string? upstream) => new(
        Seat,
        Calls + 1,
        usage is null ? Tokens : new Usage(
            Sum(Tokens.Input, usage.Input),
            Sum(Tokens.Output, usage.Output),
            Sum(Tokens.CacheRead, usage.CacheRead),
            Sum(Tokens.CacheWrite, usage.CacheWrite),
            Sum(Tokens.Reasoning, usage.Reasoning),
            Sum(Tokens.InputAudio, usage.InputAudio),
            Sum(Tokens.OutputAudio, usage.OutputAudio)),
        MicroDollars + microDollars,
        UnpricedCalls + (complete ? 0 : 1),
        charged ? (ChargedMicroDollars ?? 0) + microDollars : ChargedMicroDollars,
        Add(Served, served),
        Add(Upstreams, upstream));

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);

    private static IReadOnlyList<string> Add(IReadOnlyList<string> names, string? name) =>
        name is null || names.Contains(name, StringComparer.Ordinal) ? names : [.. names.Append(name).Order(StringComparer.Ordinal)];
}
