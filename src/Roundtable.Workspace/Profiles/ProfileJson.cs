using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Calls;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Profiles;

/// <summary>A model's profile as JSON, the same on the command line, over the API and on the site. What is not known is missing.</summary>
public static class ProfileJson
{
    /// <summary>The profile.</summary>
    public static JsonObject Of(ModelProfile profile) => new()
    {
        ["id"] = profile.Id,
        ["vendor"] = profile.Vendor,
        ["family"] = profile.Family,
        ["simulated"] = profile.Simulated,
        ["routes"] = new JsonArray([.. profile.Routes.Select(r => (JsonNode)Route(r))]),
        ["sessions"] = profile.Sessions is { } sessions ? Sessions(sessions) : null,
        ["orderFlips"] = new JsonObject { ["sessions"] = profile.Orders.Sessions, ["rate"] = profile.Orders.Rate },
        ["agreement"] = new JsonObject
        {
            ["blind"] = profile.Blind is { } blind
                ? new JsonObject
                {
                    ["pairs"] = blind.Pairs,
                    ["same"] = blind.Same,
                    ["share"] = blind.Share,
                    ["chance"] = blind.Chance,
                    ["beyondChance"] = blind.Items < IndependenceMeasure.MinSharedItems ? null : blind.BeyondChance,
                }
                : null,
            ["peers"] = new JsonArray([.. profile.Peers.Select(p => (JsonNode)Peer(p))]),
        },
        ["runs"] = new JsonArray([.. profile.Runs.Select(r => (JsonNode)Run(r))]),
        ["benches"] = new JsonArray([.. profile.Benches.Select(b => (JsonNode)Bench(b))]),
        ["calls"] = profile.Calls is { } calls ? Calls(calls) : null,
    };

    /// <summary>A pair of models with its numbers; what rests on too few questions has no agreement beyond chance.</summary>
    public static JsonObject Pair(AgreeingPair pair) => new()
    {
        ["questions"] = pair.Items,
        ["same"] = pair.Same,
        ["share"] = pair.Share,
        ["chance"] = pair.Chance,
        ["beyondChance"] = pair.BeyondChance,
        ["low"] = pair.Interval?.Low,
        ["high"] = pair.Interval?.High,
    };

    private static JsonObject Route(ModelRoute route) => new()
    {
        ["name"] = route.Name,
        ["connected"] = route.Connected,
        ["rulings"] = new JsonObject(route.Rulings.Select(r => KeyValuePair.Create(Kebab.Name(r.Intent.Use), (JsonNode?)new JsonObject
        {
            ["outcome"] = Kebab.Name(r.Outcome),
            ["reason"] = RulingReason.Of(r),
        }))),
    };

    private static JsonObject Sessions(ModelFigures figures) => new()
    {
        ["sessions"] = figures.Sessions,
        ["debated"] = figures.Debated,
        ["moved"] = figures.Moved,
        ["persuaded"] = figures.Persuaded,
        ["refusals"] = figures.Refusals,
        ["answers"] = figures.DurationsMs.Count,
        ["medianMs"] = Percentile(figures.DurationsMs, 0.5),
        ["p95Ms"] = Percentile(figures.DurationsMs, 0.95),
        ["costUsd"] = figures.MicroDollars is { } cost ? (cost / 1_000_000m).ToString(CultureInfo.InvariantCulture) : null,
        ["costIsComplete"] = figures.CostIsComplete,
    };

    private static JsonObject Peer(PeerAgreement peer)
    {
        var json = Pair(peer.Blind);
        json["model"] = peer.Id;
        return json;
    }

    private static JsonObject Run(RunScore run) => new()
    {
        ["run"] = run.Run,
        ["seat"] = run.Seat,
        ["answers"] = new JsonObject(run.Answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
        ["gold"] = run.Gold,
        ["right"] = run.Right,
        ["orderFlips"] = run.OrderFlips,
        ["orderPairs"] = run.OrderPairs,
    };

    private static JsonObject Bench(BenchScore bench) => new()
    {
        ["bench"] = bench.Bench,
        ["set"] = bench.Set,
        ["time"] = bench.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["accuracy"] = bench.Accuracy,
        ["low"] = bench.Interval.Low,
        ["high"] = bench.Interval.High,
        ["answers"] = bench.Answers,
        ["missing"] = bench.Missing,
    };

    private static JsonObject Calls(CallFigures calls) => new()
    {
        ["calls"] = calls.Calls,
        ["failed"] = calls.Failed,
        ["medianMs"] = calls.MedianMs,
        ["inputTokens"] = calls.Input,
        ["outputTokens"] = calls.Output,
        ["costUsd"] = calls.Usd?.ToString(CultureInfo.InvariantCulture),
        ["unpriced"] = calls.Unpriced,
    };

    /// <summary>A percentile by nearest rank; null without values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="share">Which, 0 to 1.</param>
    public static long? Percentile(IReadOnlyList<long> values, double share)
    {
        if (values.Count == 0)
        {
            return null;
        }

        long[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
