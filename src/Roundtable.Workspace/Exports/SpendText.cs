using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Sessions;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Exports;

/// <summary>What each seat used, in words, the same for the terminal, the exports and the pages. Names are raw.</summary>
public static class SpendText
{
    /// <summary>The name of each seat, with what it used; none for sessions that do not tell it and for rehearsals, which use nothing.</summary>
    public static IReadOnlyList<(string Seat, string Used)> Seats(SessionDocument session) => session.Simulated
        ? []
        : [.. (session.SeatSpends ?? []).Select(s => (s.Seat == 0 ? T("Moderator") : session.Panel[s.Seat - 1].Name, Of(s)))];

    /// <summary>That a session cost more than its budget; null where it did not. No price and no limit keeps a provider from charging what it wants.</summary>
    public static string? Overrun(SessionDocument session) =>
        session.Settings.BudgetMicroDollars is { } budget && session.Spend.MicroDollars > budget
            ? T("It cost {0}, more than its budget of {1}: a provider did not keep to the limit of tokens that it was given, or charged more than the "
                + "price that is known.", Dollars(session.Spend.MicroDollars), Dollars(budget))
            : null;

    /// <summary>As in "2 calls, 900 in (400 cached), 1,100 out (1,000 reasoning), $0.0110 charged by the provider; served by gpt-5.5 through Azure".</summary>
    public static string Of(SeatSpend spend)
    {
        var tokens = spend.Tokens;
        var input = Kinds(
            tokens.TotalInput, (TLater("{0} cached"), tokens.CacheRead), (TLater("{0} written to the cache"), tokens.CacheWrite), (TLater("{0} audio"),
                tokens.InputAudio));
        var output = Kinds(tokens.TotalOutput, (TLater("{0} reasoning"), tokens.Reasoning), (TLater("{0} audio"), tokens.OutputAudio));
        var served = spend.Served.Count > 0 ? T("; served by {0}", string.Join(", ", spend.Served)) : "";
        var through = spend.Upstreams.Count > 0 ? T(" through {0}", string.Join(", ", spend.Upstreams)) : "";
        return T("{0, plural, one {# call} other {# calls}}, {1} in, {2} out, {3}{4}{5}", spend.Calls, input, output, Cost(spend), served, through);
    }

    private static string Kinds(long? total, params ReadOnlySpan<(string Name, long? Tokens)> parts)
    {
        List<string> told = [];
        foreach (var (name, tokens) in parts)
        {
            if (tokens > 0)
            {
                told.Add(T(name, tokens.Value.ToString("N0", Reader.Culture)));
            }
        }

        var all = total is { } count ? T("{0} tokens", count.ToString("N0", Reader.Culture)) : T("tokens not told");
        return told.Count > 0 ? $"{all} ({string.Join(", ", told)})" : all;
    }

    private static string Cost(SeatSpend spend)
    {
        var known = Dollars(spend.MicroDollars);
        var charged = spend.ChargedMicroDollars switch
        {
            null => "",
            var all when all == spend.MicroDollars => T(" as charged by the provider"),
            { } part => T(", of which the provider says that it charged {0}", Dollars(part)),
        };
        return spend.UnpricedCalls == 0 ? known + charged
            : spend.UnpricedCalls >= spend.Calls && spend.MicroDollars == 0 ? T("cost unknown")
            : T("at least {0}, {1, plural, one {# call} other {# calls}} of unknown price", known + charged, spend.UnpricedCalls);
    }

    private static string Dollars(long microDollars) => "$" + (microDollars / 1_000_000m).ToString("0.0000", Reader.Culture);
}
