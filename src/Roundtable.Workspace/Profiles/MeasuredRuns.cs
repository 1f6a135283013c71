using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Labelling;
using Roundtable.Deliberation.Panels;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Profiles;

/// <summary>What finished runs and benches say of models. A file that cannot be read is left out: its own page says so.</summary>
internal static class MeasuredRuns
{
    /// <summary>What changes whenever a finished run, its labels or a bench is added, written again or removed.</summary>
    public static string Stamp(WorkspaceContext workspace)
    {
        var runs = RunFolders.All(workspace.DataDirectory).Select(r => FormattableString.Invariant(
            $"{r.Path} {Written(r.Path, RunFolder.ReportName)} {Written(r.Path, LabelFolder.ReportName)} {Written(r.Path, LabelFolder.RecordName)}"));
        return string.Join('\n', runs) + "\n\n" + new BenchStore(workspace).Stamp();

        static long Written(string folder, string name) => File.GetLastWriteTimeUtc(Path.Combine(folder, name)).Ticks;
    }

    /// <summary>Every seat of every finished run that is not simulated, newest first, with its model's identity.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyList<(string Model, string Name, RunScore Score)> Runs(WorkspaceContext workspace, CancellationToken cancellation)
    {
        List<(string, string, RunScore)> found = [];
        foreach (var (id, path) in RunFolders.All(workspace.DataDirectory))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (RunFolder.Open(path) is { IsFinished: true } folder && folder.Plan.Panel.All(s => !s.Model.Simulated))
                {
                    found.AddRange(Of(id, folder));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or WorkspaceException or JsonException or InvalidOperationException)
            {
                // The run's own page says what is wrong with it.
            }
        }

        return found;
    }

    /// <summary>Every seat of every bench that is not simulated, newest first, with its model's identity.</summary>
    public static IReadOnlyList<(string Model, string Name, BenchScore Score)> Benches(WorkspaceContext workspace) =>
    [
        .. from bench in new BenchService(workspace).List()
           where !bench.Simulated
           from seat in bench.Report.Seats
           select (ModelIdentity.Of(seat.Seat), seat.Seat, new BenchScore(
               bench.Id,
               bench.Set,
               bench.Time,
               seat.Accuracy.Mean,
               (seat.Accuracy.Interval.Low, seat.Accuracy.Interval.High),
               seat.Answers,
               seat.Missing)),
    ];

    private static IEnumerable<(string, string, RunScore)> Of(string id, RunFolder folder)
    {
        var report = JsonNode.Parse(File.ReadAllBytes(folder.FilePath(RunFolder.ReportName)))?["seats"]?.AsArray() ?? [];
        var labels = new LabelFolder(folder) is { HasLabels: true } labelled ? labelled.ReadReport().Labels : null;
        foreach (var (at, seat) in report.Index())
        {
            var model = seat?["model"]?.GetValue<string>() ?? "";
            var summary = labels is { Simulated: false } && at < labels.Seats.Count && labels.Seats[at].Model == model ? labels.Seats[at] : null;
            yield return (ModelIdentity.Of(model), model, Score(id, seat!, summary));
        }
    }

    private static RunScore Score(string run, JsonNode seat, SeatSummary? labels) => new(
        run,
        seat["name"]?.GetValue<string>() ?? "",
        seat["answers"]?.AsObject().ToDictionary(a => a.Key, a => a.Value!.GetValue<int>(), StringComparer.Ordinal) ?? [])
    {
        Gold = labels?.Gold ?? 0,
        Right = labels?.Right ?? 0,
        OrderFlips = labels?.OrderFlips,
        OrderPairs = labels?.OrderPairs ?? 0,
    };
}
