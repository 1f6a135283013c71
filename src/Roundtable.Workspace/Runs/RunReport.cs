using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>All results of a run, counted. It says nothing of times, leaves, reuse or money, so that it is the same whenever the run is made.</summary>
public sealed class RunReport
{
    private readonly RunPlan _plan;
    private readonly SortedDictionary<TallyLabel, int> _labels = [];

    private RunReport(RunPlan plan)
    {
        _plan = plan;
        var options = plan.Question is RunQuestion.Choice choice ? choice.Options.Count : 0;
        Seats = [.. plan.Panel.Select(s => new SeatReport(s.Number, s.Name, s.Model.Name) { Votes = new int[options] })];
    }

    /// <summary>How many items have results.</summary>
    public int Items { get; private set; }

    /// <summary>What each seat said.</summary>
    public IReadOnlyList<SeatReport> Seats { get; }

    /// <summary>Items by the label of their tally; empty where the run asks for no choice.</summary>
    public IReadOnlyDictionary<TallyLabel, int> Labels => _labels;

    /// <summary>Items about which not every seat was asked, because the others left no doubt.</summary>
    public int EndedEarly { get; private set; }

    /// <summary>Counts the results of a run.</summary>
    public static RunReport Of(RunPlan plan, IEnumerable<ItemResult> results)
    {
        var report = new RunReport(plan);
        foreach (var result in results)
        {
            report.Add(result);
        }

        return report;
    }

    /// <summary>The report as JSON.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["format"] = RunHeader.Version,
            ["kind"] = Kebab.Name(_plan.Kind),
            ["items"] = Items,
            ["endedEarly"] = EndedEarly,
        };
        if (_plan.Question is RunQuestion.Choice)
        {
            json["labels"] = new JsonObject(_labels.Select(l => KeyValuePair.Create(Kebab.Name(l.Key), (JsonNode?)l.Value)));
        }

        if (_plan.Question is RunQuestion.Choice { Options: { Count: > 0 } options })
        {
            json["options"] = new JsonArray([.. options.Select(o => (JsonNode)o)]);
        }

        json["seats"] = new JsonArray([.. Seats.Select(s => (JsonNode)new JsonObject
        {
            ["seat"] = s.Seat,
            ["name"] = s.Name,
            ["model"] = s.Model,
            ["answers"] = new JsonObject(s.Kinds.Select(k => KeyValuePair.Create(k.Key, (JsonNode?)k.Value))),
            ["votes"] = s.Votes.Length == 0 ? null : new JsonArray([.. s.Votes.Select(v => (JsonNode)v)]),
            ["served"] = new JsonArray([.. s.Served.Select(m => (JsonNode)new JsonObject
            {
                ["model"] = m.Served,
                ["from"] = m.From,
                ["answers"] = m.Answers,
            })]),
            ["changes"] = s.Changes,
        })]);
        return json;
    }

    /// <summary>The file.</summary>
    public byte[] Write() => [.. CanonicalJson.Write(Json()), (byte)'\n'];

    private void Add(ItemResult result)
    {
        Items++;
        EndedEarly += result.Seats.Count < Seats.Count * _plan.Settings.Samples ? 1 : 0;
        foreach (var seat in result.Seats)
        {
            Seats[seat.Seat - 1].Add(result.Id, seat);
        }

        if (ItemTally.Of(_plan, result) is { } tally)
        {
            _labels[tally.Label] = _labels.GetValueOrDefault(tally.Label) + 1;
        }
    }
}
