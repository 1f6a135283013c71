using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Models.Batches;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs.Batches;

/// <summary>A run's batches in sentences and as JSON.</summary>
public static class BatchReport
{
    /// <summary>One line for each batch; none where the run has none.</summary>
    /// <param name="directory">The folder of the run's batches.</param>
    /// <exception cref="WorkspaceException">When their journal is damaged.</exception>
    public static IEnumerable<string> Lines(string directory) => States(directory).Select(Line);

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
                $"{text} {faults.NotJson:N0} lines are not JSON, {faults.Duplicates:N0} come twice, {faults.Foreign:N0} are of nobody, "
                    + $"{faults.Missing:N0} are missing.")
            : text;
    }

    /// <summary>The batches of a run as its folder has them.</summary>
    /// <param name="directory">The folder of the run's batches.</param>
    /// <exception cref="WorkspaceException">When their journal is damaged.</exception>
    public static IReadOnlyList<BatchState> States(string directory)
    {
        try
        {
            return BatchJournal.Read(directory);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
    }

    /// <summary>How far all batches are together, on a few words.</summary>
    public static string Progress(IReadOnlyList<BatchState> states)
    {
        var open = states.Where(s => s.Phase is BatchPhase.Uncertain or BatchPhase.Submitted or BatchPhase.Ended).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{open.Count} of {states.Count} batches are on their way: {open.Sum(s => s.Done ?? 0):N0} of {open.Sum(s => s.Requests):N0} requests done");
    }

    /// <summary>What to do about batches that are on their way; null where none are.</summary>
    /// <param name="directory">The folder of the run's batches.</param>
    /// <param name="run">Id of the run.</param>
    /// <exception cref="WorkspaceException">When their journal is damaged.</exception>
    public static string? Waiting(string directory, string run)
    {
        var open = States(directory).Count(s => s.Phase is BatchPhase.Uncertain or BatchPhase.Submitted or BatchPhase.Ended);
        return open == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{open} {(open == 1 ? "batch stays" : "batches stay")} with the provider: "
                + $"'roundtable runs resume {run}' fetches what {(open == 1 ? "it" : "they")} answered.");
    }

    /// <summary>All batches, in the order in which they were submitted.</summary>
    /// <param name="directory">The folder of the run's batches.</param>
    /// <exception cref="WorkspaceException">When their journal is damaged.</exception>
    public static JsonArray Json(string directory) =>
    [
        .. States(directory).Select(s => (JsonNode)new JsonObject
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
