using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Judging;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Profiles;

/// <summary>A model's profile in words, the same on the site and in the terminal.</summary>
public static class ProfileText
{
    private static string NotMeasured => T("not measured");

    /// <summary>How often it was asked.</summary>
    public static string Headline(ModelProfile profile)
    {
        List<string> parts = [];
        if (profile.Sessions is { } sessions)
        {
            parts.Add(T("{0, plural, one {# session} other {# sessions}}", sessions.Sessions));
        }

        if (profile.Runs.Select(r => r.Run).Distinct(StringComparer.Ordinal).Count() is > 0 and var runs)
        {
            parts.Add(T("{0, plural, one {# run} other {# runs}}", runs));
        }

        if (profile.Calls is { Calls: > 0 } calls)
        {
            parts.Add(T("{0, plural, one {# call} other {# calls}} through the gateway", calls.Calls));
        }

        return parts.Count == 0 ? T("It was never asked in a session, a run or a call.") : T("Asked in {0}.", Listed(parts));
    }

    /// <summary>Its figures: what each is, and what is known of it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(ModelProfile profile)
    {
        var (sessions, calls) = (profile.Sessions, profile.Calls);
        var refused = profile.Runs.Sum(r => r.Answers.GetValueOrDefault("refused"));
        var answers = profile.Runs.Sum(r => r.Answers.Values.Sum());
        return
        [
            (T("Changed its mind in debates"), sessions is not { Debated: > 0 } ? NotMeasured : T("{0} of {1}", sessions.Moved, sessions.Debated)),
            (T("Persuaded others"), sessions is null ? NotMeasured : T("{0, plural, one {# time} other {# times}}", sessions.Persuaded)),
            (T("Refused in sessions"), sessions is null ? NotMeasured : T("{0} in {1, plural, one {# session} other {# sessions}}", sessions.Refusals,
                sessions.Sessions)),
            (T("Refused in runs"), answers == 0 ? NotMeasured : T("{0} of {1, plural, one {# answer} other {# answers}}", Number(refused), answers)),
            (T("Time of an answer in sessions"), Times(sessions?.DurationsMs ?? [])),
            (T("Cost in sessions"), Cost(profile)),
            .. calls is null ? [] : (IEnumerable<(string, string)>)
            [
                (T("Calls that failed"), calls.Calls == 0 ? NotMeasured : T("{0} of {1}", Number(calls.Failed), Number(calls.Calls))),
                (T("Time of a call"), calls.MedianMs is { } ms ? T("{0} in the middle", Seconds(ms)) : NotMeasured),
                (T("Tokens of calls"), calls.Calls == 0 ? NotMeasured : T("{0} in, {1} out", Number(calls.Input), Number(calls.Output))),
                (T("Charged for calls"), Charged(calls)),
            ],
        ];
    }

    /// <summary>How far it agrees with all others together.</summary>
    public static string Blind(ModelProfile profile) => profile.Blind is not { } blind
        ? T("It has answered no question with options that another model answered too.")
        : T("Before any had seen another's argument it chose the same as another model {0} of {1} times; chance would give {2}.", blind.Same, blind.Pairs,
                Percent(blind.Chance)) + " "
            + (blind.Items < IndependenceMeasure.MinSharedItems
                ? T("These are too few to say more.")
                : T("Beyond chance that is {0} (1 is always the same, 0 is chance, below 0 is less than chance).", blind.BeyondChance.ToString("0.00",
                    Reader.Culture)));

    /// <summary>Whether its votes follow the order of the options.</summary>
    public static string Orders(ModelProfile profile)
    {
        var runs = profile.Runs.Where(r => r is { OrderFlips: not null, OrderPairs: > 0 }).ToList();
        if (profile.Orders.Rate is null && runs.Count == 0)
        {
            return T("It was never asked the same question with the options in another order, so that it is not known whether their order moves it.");
        }

        List<string> parts = [];
        if (profile.Orders.Rate is { } rate)
        {
            parts.Add(T("in {0, plural, one {# session} other {# sessions}} {1} of the pairs of votes differed (mean)", profile.Orders.Sessions,
                Percent(rate)));
        }

        if (runs.Sum(r => r.OrderPairs) is > 0 and var pairs)
        {
            var mean = runs.Sum(r => r.OrderFlips!.Value * r.OrderPairs) / pairs;
            parts.Add(T("in {0, plural, one {# run} other {# runs}} {1} of {2} pairs", runs.Count, Percent(mean), Number(pairs)));
        }

        return T("Asked again with the options in another order, it said something else: {0}.", string.Join("; ", parts));
    }

    /// <summary>Agreement beyond chance, or that there is too little to tell.</summary>
    public static string Beyond(AgreeingPair pair) => pair.BeyondChance is { } beyond ? beyond.ToString("0.00", Reader.Culture) : T("too few");

    /// <summary>Its interval; a dash where there is none.</summary>
    public static string Interval(AgreeingPair pair) => pair.Interval is { } interval
        ? T("{0} to {1}", interval.Low.ToString("0.00", Reader.Culture), interval.High.ToString("0.00", Reader.Culture))
        : "–";

    /// <summary>What is ruled of a route, uses with the same answer and reason together, those that are allowed last.</summary>
    public static IEnumerable<(Outcome Answer, string Uses, string Reason)> Reasons(ModelRoute route) => route.Rulings.Count == 0
        ? [(Outcome.Unknown, T("every use"), T("Registry or log cannot be read, and what is not known is not allowed."))]
        : route.Rulings.GroupBy(r => (r.Outcome, Reason: RulingReason.Of(r)))
            .OrderBy(g => g.Key.Outcome is Outcome.Allowed or Outcome.AllowedIf)
            .Select(g => (g.Key.Outcome, string.Join(", ", g.Select(r => UseText.Name(r.Intent.Use))), g.Key.Reason));

    /// <summary>The answers of a run by kind, the most frequent first.</summary>
    public static string Answers(RunScore run) => string.Join(", ", run.Answers.OrderByDescending(a => a.Value).Select(a => Answers(a.Key, a.Value)));

    /// <summary>How many answers of a kind there were.</summary>
    public static string Answers(string kind, long count) =>
        kind == "vote" ? T("{0, plural, one {# vote} other {# votes}}", count) : $"{Number(count)} {T(Kebab.Spaced(kind))}";

    private static string Cost(ModelProfile profile) => profile.Sessions is not { } sessions ? NotMeasured
        : profile.Simulated ? T("nothing")
        : sessions.MicroDollars is not { } cost ? T("unknown")
        : (sessions.CostIsComplete ? "" : T("at least") + " ") + "$" + (cost / 1_000_000m).ToString("0.0000", Reader.Culture);

    private static string Charged(CallFigures calls) => calls.Usd is not { } usd ? T("unknown")
        : (calls.Unpriced == 0 ? "" : T("at least") + " ") + "$" + usd.ToString("0.0000", Reader.Culture);

    private static string Times(IReadOnlyList<long> durations) => ProfileJson.Percentile(durations, 0.5) is not { } middle
        ? NotMeasured
        : T("{0} in the middle, {1} at the 95th percentile, n = {2}", Seconds(middle), Seconds(ProfileJson.Percentile(durations, 0.95)!.Value),
            Number(durations.Count));

    private static string Seconds(long ms) => T("{0} s", (ms / 1000.0).ToString("0.0", Reader.Culture));

    private static string Percent(double share) => (100 * share).ToString("0", Reader.Culture) + " %";

    private static string Number(long number) => number.ToString("#,0", Reader.Culture);

    private static string Listed(List<string> parts) => parts.Count == 1 ? parts[0] : T("{0} and {1}", string.Join(", ", parts[..^1]), parts[^1]);
}
