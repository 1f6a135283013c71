using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Workspace.Runs;

/// <summary>Runs as JSON: the same for the command line and the API.</summary>
public static class RunJson
{
    /// <summary>One line of a list.</summary>
    public static JsonObject Line(RunFolder folder) => new()
    {
        ["id"] = folder.Plan.Id,
        ["kind"] = Kebab.Name(folder.Plan.Kind),
        ["opened"] = folder.Plan.Opened.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["panel"] = new JsonArray([.. folder.Plan.Panel.Select(s => (JsonNode)s.Name)]),
        ["simulated"] = folder.Plan.Panel.Any(s => s.Model.Simulated),
        ["progress"] = Progress(RunStatus.Of(folder)),
    };

    /// <summary>A run whole: its plan, how far it is, what it took, and its report once it is finished.</summary>
    public static JsonObject Of(RunFolder folder)
    {
        var json = Line(folder);
        json["leaf"] = folder.Header.Leaf;
        json["plan"] = JsonNode.Parse(RunPlanJson.Write(folder.Plan));
        if (folder.Header.Batch is not null)
        {
            json["batches"] = BatchReport.Json(folder.FilePath(RunFolder.BatchesName));
        }

        if (folder.IsFinished)
        {
            json["report"] = JsonNode.Parse(File.ReadAllBytes(folder.FilePath(RunFolder.ReportName)));
        }

        return json;
    }

    /// <summary>How far a run is.</summary>
    public static JsonObject Progress(RunStatus status)
    {
        var json = status.Json();
        json.Remove("format");
        return json;
    }

    /// <summary>What a run is expected to take.</summary>
    public static JsonObject Estimate(RunEstimate estimate) => new()
    {
        ["items"] = estimate.Items,
        ["calls"] = estimate.Calls,
        ["tokens"] = estimate.Tokens,
        ["microDollars"] = estimate.MicroDollars,
        ["batchMicroDollars"] = estimate.BatchMicroDollars,
        ["seats"] = new JsonArray([.. estimate.Seats.Select(s => (JsonNode)new JsonObject
        {
            ["name"] = s.Name,
            ["calls"] = s.Calls,
            ["inputTokens"] = s.InputTokens,
            ["outputTokens"] = s.OutputTokens,
            ["microDollars"] = s.MicroDollars,
            ["batchMicroDollars"] = s.BatchMicroDollars,
            ["noBatch"] = s.NoBatch,
        })]),
    };

    /// <summary>One item's results, with what the run itself did.</summary>
    public static JsonObject Item(RunPlan plan, ItemResult result)
    {
        var json = new JsonObject { ["id"] = result.Id, ["digest"] = result.Digest.ToString() };
        var options = OptionsOf(plan, result);
        if (options.Count > 0)
        {
            json["options"] = new JsonArray([.. options.Select(o => (JsonNode)o)]);
        }

        if (ItemTally.Of(plan, result) is { } tally)
        {
            json["verdict"] = Kebab.Name(tally.Label);
            json["leader"] = tally.Leader is { } leader ? options[leader] : null;
            json["votes"] = new JsonArray([.. tally.Votes.Select(v => (JsonNode)v)]);
        }

        json["seats"] = new JsonArray([.. result.Seats.Select(s => (JsonNode)Seat(plan, options, s))]);
        return json;
    }

    /// <summary>An item that waits for people to label it: what seats said of it is not told before.</summary>
    public static JsonObject Waiting(ItemResult result) => new()
    {
        ["id"] = result.Id,
        ["digest"] = result.Digest.ToString(),
        ["waits"] = true,
        ["seats"] = new JsonArray(),
    };

    /// <summary>The options of an item: its own, or the run's.</summary>
    public static IReadOnlyList<string> OptionsOf(RunPlan plan, ItemResult result) =>
        result.Options ?? (plan.Question as RunQuestion.Choice)?.Options ?? [];

    /// <summary>What a seat said as a text; null where it is no answer that has one.</summary>
    public static string? Said(IReadOnlyList<string> options, SeatAnswer answer) => answer switch
    {
        SeatAnswer.Vote vote => vote.Option < options.Count ? options[vote.Option] : null,
        SeatAnswer.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        SeatAnswer.Text text => text.Value,
        SeatAnswer.Json json => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(json.Value.GetRawText())!)),
        _ => null,
    };

    private static JsonObject Seat(RunPlan plan, IReadOnlyList<string> options, SeatResult seat) => new()
    {
        ["seat"] = seat.Seat,
        ["name"] = plan.Panel[seat.Seat - 1].Name,
        ["sample"] = seat.Sample,
        ["kind"] = seat.Answer.Kind,
        ["answer"] = seat.Answer is SeatAnswer.Json { Value: var value } ? JsonNode.Parse(value.GetRawText()) : Said(options, seat.Answer),
        ["why"] = seat.Answer switch
        {
            SeatAnswer.Absent absent => absent.Reason,
            SeatAnswer.Objection objection => objection.Why,
            SeatAnswer.Unreadable unreadable => unreadable.Error,
            _ => null,
        },
        ["confidence"] = seat.Confidence,
        ["served"] = seat.Served,
        ["leaf"] = seat.Leaf,
        ["reused"] = seat.Reused,
    };
}
