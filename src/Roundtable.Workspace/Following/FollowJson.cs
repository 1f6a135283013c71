using System.Text.Json.Nodes;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Following;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Following;

/// <summary>Looks at followed logs, and compared checkpoints, as JSON.</summary>
public static class FollowJson
{
    /// <summary>A look as one document.</summary>
    public static JsonObject Of(FollowRound round)
    {
        var advanced = round.Step as FollowStep.Advanced;
        return new JsonObject
        {
            ["ok"] = round.Alarm is null && advanced is not null,
            ["origin"] = round.Origin,
            ["kept"] = Checkpoint(round.Kept),
            ["new"] = advanced is null ? null : advanced.To.Size - advanced.From,
            ["problem"] = (round.Step as FollowStep.Unverified)?.Why,
            ["others"] = new JsonArray([.. round.Others.Select(o => (JsonNode)new JsonObject
            {
                ["source"] = o.Source,
                ["comparison"] = o.Comparison is { } comparison ? Name(comparison) : null,
                ["size"] = Seen(o.Comparison)?.Checkpoint.Size,
                ["problem"] = o.Problem ?? (o.Comparison as Comparison.Foreign)?.Why,
            })]),
            ["alarm"] = Alarm(round.Alarm),
        };
    }

    /// <summary>A compared checkpoint.</summary>
    public static JsonObject Of(GossipResult result) => new()
    {
        ["source"] = result.Source,
        ["comparison"] = Name(result.Comparison),
        ["checkpoint"] = Checkpoint(result.Checkpoint),
        ["with"] = result.With,
        ["problem"] = (result.Comparison as Comparison.Foreign)?.Why,
        ["alarm"] = Alarm((result.Comparison as Comparison.Splits)?.View),
    };

    /// <summary>An alarm; null for none.</summary>
    public static JsonObject? Alarm(SplitView? view) => view is null ? null : new JsonObject
    {
        ["kind"] = Kebab.Name(view.Kind),
        ["sentence"] = view.Sentence,
        ["first"] = Evidence(view.First),
        ["second"] = Evidence(view.Second),
    };

    private static JsonObject Evidence(SeenCheckpoint seen) => new()
    {
        ["source"] = seen.Source,
        ["at"] = seen.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["checkpoint"] = System.Text.Encoding.UTF8.GetString(seen.Published.Note.ToBytes()),
    };

    private static JsonObject? Checkpoint(Checkpoint? checkpoint) => checkpoint is null ? null : new JsonObject
    {
        ["origin"] = checkpoint.Origin,
        ["size"] = checkpoint.Size,
        ["root"] = checkpoint.Root.ToString(),
    };

    private static SeenCheckpoint? Seen(Comparison? comparison) => comparison switch
    {
        Comparison.Agrees agrees => agrees.Seen,
        Comparison.Newer newer => newer.Seen,
        Comparison.Splits splits => splits.View.Second,
        _ => null,
    };

    private static string Name(Comparison comparison) => comparison switch
    {
        Comparison.Agrees => "agrees",
        Comparison.Newer => "newer",
        Comparison.Splits => "splits",
        _ => "foreign",
    };
}
