using System.Globalization;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Profiles;

/// <summary>A model's profile in words, the same on the site and in the terminal.</summary>
public static class ProfileText
{
    private const string NotMeasured = "not measured";

    /// <summary>How often it was asked.</summary>
    public static string Headline(ModelProfile profile)
    {
        List<string> parts = [];
        if (profile.Sessions is { } sessions)
        {
            parts.Add(VerdictText.Count(sessions.Sessions, "session"));
        }

        if (profile.Runs.Select(r => r.Run).Distinct(StringComparer.Ordinal).Count() is > 0 and var runs)
        {
            parts.Add(VerdictText.Count(runs, "run"));
        }

        if (profile.Calls is { Calls: > 0 } calls)
        {
            parts.Add(VerdictText.Count(calls.Calls, "call") + " through the gateway");
        }

        return parts.Count == 0 ? "It was never asked in a session, a run or a call." : $"Asked in {Listed(parts)}.";
    }

    /// <summary>Its figures: what each is, and what is known of it.</summary>
    public static IReadOnlyList<(string Name, string Value)> Facts(ModelProfile profile)
    {
        var (sessions, calls) = (profile.Sessions, profile.Calls);
        var refused = profile.Runs.Sum(r => r.Answers.GetValueOrDefault("refused"));
        var answers = profile.Runs.Sum(r => r.Answers.Values.Sum());
        return
        [
            ("Changed its mind in debates", sessions is not { Debated: > 0 } ? NotMeasured : $"{sessions.Moved} of {sessions.Debated}"),
            ("Persuaded others", sessions is null ? NotMeasured : VerdictText.Count(sessions.Persuaded, "time")),
            ("Refused in sessions", sessions is null ? NotMeasured : $"{sessions.Refusals} in {VerdictText.Count(sessions.Sessions, "session")}"),
            ("Refused in runs", answers == 0 ? NotMeasured : $"{Number(refused)} of {VerdictText.Count(answers, "answer")}"),
            ("Time of an answer in sessions", Times(sessions?.DurationsMs ?? [])),
            ("Cost in sessions", Cost(profile)),
            .. calls is null ? [] : (IEnumerable<(string, string)>)
            [
                ("Calls that failed", calls.Calls == 0 ? NotMeasured : $"{Number(calls.Failed)} of {Number(calls.Calls)}"),
                ("Time of a call", calls.MedianMs is { } ms ? $"{Seconds(ms)} in the middle" : NotMeasured),
                ("Tokens of calls", calls.Calls == 0 ? NotMeasured : $"{Number(calls.Input)} in, {Number(calls.Output)} out"),
                ("Charged for calls", Charged(calls)),
            ],
        ];
    }

    /// <summary>How far it agrees with all others together.</summary>
    public static string Blind(ModelProfile profile) => profile.Blind is not { } blind
        ? "It has answered no question with options that another model answered too."
        : $"Before any had seen another's argument it chose the same as another model {blind.Same} of {blind.Pairs} times; "
            + $"chance would give {Percent(blind.Chance)}. "
            + (blind.Items < IndependenceMeasure.MinSharedItems
                ? "These are too few to say more."
                : $"Beyond chance that is {blind.BeyondChance.ToString("0.00", CultureInfo.InvariantCulture)} "
                    + "(1 is always the same, 0 is chance, below 0 is less than chance).");

    /// <summary>Whether its votes follow the order of the options.</summary>
    public static string Orders(ModelProfile profile)
    {
        var runs = profile.Runs.Where(r => r is { OrderFlips: not null, OrderPairs: > 0 }).ToList();
        if (profile.Orders.Rate is null && runs.Count == 0)
        {
            return "It was never asked the same question with the options in another order, so that it is not known whether their order moves it.";
        }

        List<string> parts = [];
        if (profile.Orders.Rate is { } rate)
        {
            parts.Add($"in {VerdictText.Count(profile.Orders.Sessions, "session")} {Percent(rate)} of the pairs of votes differed (mean)");
        }

        if (runs.Sum(r => r.OrderPairs) is > 0 and var pairs)
        {
            var mean = runs.Sum(r => r.OrderFlips!.Value * r.OrderPairs) / pairs;
            parts.Add($"in {VerdictText.Count(runs.Count, "run")} {Percent(mean)} of {Number(pairs)} pairs");
        }

        return $"Asked again with the options in another order, it said something else: {string.Join("; ", parts)}.";
    }

    /// <summary>Agreement beyond chance, or that there is too little to tell.</summary>
    public static string Beyond(AgreeingPair pair) => pair.BeyondChance is { } beyond ? beyond.ToString("0.00", CultureInfo.InvariantCulture) : "too few";

    /// <summary>Its interval; a dash where there is none.</summary>
    public static string Interval(AgreeingPair pair) => pair.Interval is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"{interval.Low:0.00} to {interval.High:0.00}")
        : "–";

    /// <summary>What is ruled of a route, uses with the same answer and reason together, those that are allowed last.</summary>
    public static IEnumerable<(Outcome Answer, string Uses, string Reason)> Reasons(ModelRoute route) => route.Rulings.Count == 0
        ? [(Outcome.Unknown, "every use", "Registry or log cannot be read, and what is not known is not allowed.")]
        : route.Rulings.GroupBy(r => (r.Outcome, Reason: RulingReason.Of(r)))
            .OrderBy(g => g.Key.Outcome is Outcome.Allowed or Outcome.AllowedIf)
            .Select(g => (g.Key.Outcome, string.Join(", ", g.Select(r => Kebab.Name(r.Intent.Use))), g.Key.Reason));

    /// <summary>The answers of a run by kind, the most frequent first.</summary>
    public static string Answers(RunScore run) => string.Join(", ", run.Answers.OrderByDescending(a => a.Value).Select(a => $"{Number(a.Value)} {a.Key}"));

    /// <summary>An answer in a cell: yes, if (under conditions), ? (unknown), no.</summary>
    public static string Cell(Outcome outcome) => outcome switch { Outcome.Allowed => "yes", Outcome.AllowedIf => "if", Outcome.Unknown => "?", _ => "no" };

    private static string Cost(ModelProfile profile) => profile.Sessions is not { } sessions ? NotMeasured
        : profile.Simulated ? "nothing"
        : sessions.MicroDollars is not { } cost ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{(sessions.CostIsComplete ? "" : "at least ")}${cost / 1_000_000m:0.0000}");

    private static string Charged(CallFigures calls) => calls.Usd is not { } usd ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{(calls.Unpriced == 0 ? "" : "at least ")}${usd:0.0000}");

    private static string Times(IReadOnlyList<long> durations) => ProfileJson.Percentile(durations, 0.5) is not { } middle
        ? NotMeasured
        : $"{Seconds(middle)} in the middle, {Seconds(ProfileJson.Percentile(durations, 0.95)!.Value)} at the 95th percentile, n = {Number(durations.Count)}";

    private static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.0} s");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Listed(List<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
