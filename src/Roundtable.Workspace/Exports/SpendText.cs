using System.Globalization;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>What each seat used, in words, the same for the terminal, the exports and the pages. Names are raw.</summary>
public static class SpendText
{
    /// <summary>The name of each seat, with what it used; none for sessions that do not tell it and for rehearsals, which use nothing.</summary>
    public static IReadOnlyList<(string Seat, string Used)> Seats(SessionDocument session) => session.Simulated
        ? []
        : [.. (session.SeatSpends ?? []).Select(s => (s.Seat == 0 ? "Moderator" : session.Panel[s.Seat - 1].Name, Of(s)))];

    /// <summary>That a session cost more than its budget; null where it did not. No price and no limit keeps a provider from charging what it wants.</summary>
    public static string? Overrun(SessionDocument session) =>
        session.Settings.BudgetMicroDollars is { } budget && session.Spend.MicroDollars > budget
            ? $"It cost {Dollars(session.Spend.MicroDollars)}, more than its budget of {Dollars(budget)}: a provider did not keep to the limit of "
                + "tokens that it was given, or charged more than the price that is known."
            : null;

    /// <summary>As in "2 calls, 900 in (400 cached), 1,100 out (1,000 reasoning), $0.0110 charged by the provider; served by gpt-5.5 through Azure".</summary>
    public static string Of(SeatSpend spend)
    {
        var tokens = spend.Tokens;
        var input = Kinds(
            tokens.TotalInput, ("cached", tokens.CacheRead), ("written to the cache", tokens.CacheWrite), ("audio", tokens.InputAudio));
        var output = Kinds(tokens.TotalOutput, ("reasoning", tokens.Reasoning), ("audio", tokens.OutputAudio));
        var served = spend.Served.Count > 0 ? $"; served by {string.Join(", ", spend.Served)}" : "";
        var through = spend.Upstreams.Count > 0 ? $" through {string.Join(", ", spend.Upstreams)}" : "";
        return $"{VerdictText.Count(spend.Calls, "call")}, {input} in, {output} out, {Cost(spend)}{served}{through}";
    }

    private static string Kinds(long? total, params ReadOnlySpan<(string Name, long? Tokens)> parts)
    {
        List<string> told = [];
        foreach (var (name, tokens) in parts)
        {
            if (tokens > 0)
            {
                told.Add(string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} {name}"));
            }
        }

        var all = total is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} tokens") : "tokens not told";
        return told.Count > 0 ? $"{all} ({string.Join(", ", told)})" : all;
    }

    private static string Cost(SeatSpend spend)
    {
        var known = Dollars(spend.MicroDollars);
        var charged = spend.ChargedMicroDollars switch
        {
            null => "",
            var all when all == spend.MicroDollars => " as charged by the provider",
            { } part => $", of which the provider says that it charged {Dollars(part)}",
        };
        return spend.UnpricedCalls == 0 ? known + charged
            : spend.UnpricedCalls >= spend.Calls && spend.MicroDollars == 0 ? "cost unknown"
            : $"at least {known}{charged}, {VerdictText.Count(spend.UnpricedCalls, "call")} of unknown price";
    }

    private static string Dollars(long microDollars) => string.Create(CultureInfo.InvariantCulture, $"${microDollars / 1_000_000m:0.0000}");
}
