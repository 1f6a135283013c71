using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Models.Batches;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs.Batches;

/// <summary>A run's batches in sentences and as JSON.</summary>
public static class BatchReport
{
    /// <summary>One line for each batch; none where the run has none.</summary>
    /// <exception cref="InvalidDataException">When their journal is damaged.</exception>
    public static IEnumerable<string> Lines(RunFolder folder) => BatchSeatCaller.States(folder).Select(Line);

    /// <summary>One batch on one line.</summary>
    public static string Line(BatchState state)
    {
        var name = Neutralise.Line(state.Batch ?? state.Submission);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Batch {name} of {Neutralise.Line($"{state.Connection}/{state.Model}")}, {state.Requests:N0} requests: {PhaseOf(state)}");
        return state.Faults is { } faults && faults != BatchFaults.None
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{text} {faults.NotJson:N0} lines are not JSON, {faults.Duplicates:N0} come twice, {faults.Foreign:N0} are of nobody, {faults.Missing:N0} are missing.")
            : text;
    }

    /// <summary>What to do about batches that are on their way; null where none are.</summary>
    public static string? Waiting(RunFolder folder)
    {
        var open = BatchSeatCaller.States(folder).Count(s => s.Phase is BatchPhase.Uncertain or BatchPhase.Submitted or BatchPhase.Ended);
        return open == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{open} {(open == 1 ? "batch stays" : "batches stay")} with the provider: 'roundtable runs resume {folder.Plan.Id}' fetches what {(open == 1 ? "it" : "they")} "
                + $"answered.");
    }

    /// <summary>All batches, in the order in which they were submitted.</summary>
    /// <exception cref="InvalidDataException">When their journal is damaged.</exception>
    public static JsonArray Json(RunFolder folder) =>
    [
        .. BatchSeatCaller.States(folder).Select(s => (JsonNode)new JsonObject
        {
            ["submission"] = s.Submission,
            ["connection"] = s.Connection,
            ["model"] = s.Model,
            ["batch"] = s.Batch,
            ["requests"] = s.Requests,
            ["submitted"] = s.Intended.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["expires"] = s.Expires?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["phase"] = Kebab.Name(s.Phase),
            ["ending"] = s.Ending,
            ["problem"] = s.Problem,
            ["faults"] = s.Faults is null ? null : new JsonObject
            {
                ["notJson"] = s.Faults.NotJson,
                ["duplicates"] = s.Faults.Duplicates,
                ["foreign"] = s.Faults.Foreign,
                ["missing"] = s.Faults.Missing,
            },
        }),
    ];

    private static string PhaseOf(BatchState state) => state.Phase switch
    {
        BatchPhase.Uncertain => "whether the provider received it is not known yet.",
        BatchPhase.Submitted => string.Create(
            CultureInfo.InvariantCulture,
            $"{(state.CancelAsked ? "cancelling" : "submitted")}{(state.Done is { } done ? $", {done:N0} done" : "")}"
                + $"{(state.Expires is { } expires ? $", expires {expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}."),
        BatchPhase.Ended => $"{Neutralise.Line(state.Ending ?? "ended")} at the provider, not fetched yet.",
        BatchPhase.Fetched => $"{Neutralise.Line(state.Ending ?? "ended")} and fetched.",
        _ => $"not made: {Neutralise.Line(state.Problem ?? "the provider gives no reason.")}",
    };
}
