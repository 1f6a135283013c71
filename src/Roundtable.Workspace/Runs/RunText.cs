using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Workspace.Runs;

/// <summary>Runs in sentences.</summary>
public static class RunText
{
    /// <summary>An amount of money; null is unknown.</summary>
    /// <param name="microDollars">Millionths of a US dollar.</param>
    public static string Money(long? microDollars) => microDollars is { } amount
        ? string.Create(CultureInfo.InvariantCulture, $"${amount / 1e6m:#,##0.00####}")
        : "cost unknown";

    /// <summary>What a run is expected to take; where it goes in batches, a line for each seat says whether they take its calls.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="batch">Whether the run goes in batches.</param>
    public static IEnumerable<string> Estimate(RunEstimate estimate, bool batch)
    {
        var cost = batch ? Money(estimate.MixedMicroDollars)
            : Money(estimate.MicroDollars) + (estimate is { BatchMicroDollars: { } cheaper, MicroDollars: > 0 } ? $", {Money(cheaper)} as batches" : "");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Estimate: {estimate.Items:N0} items, {estimate.Calls:N0} calls, {estimate.Tokens:N0} tokens, {cost}; answers that are there already cost ")
                + "nothing.";
        foreach (var seat in batch ? estimate.Seats : [])
        {
            var how = seat.NoBatch is { } why ? $"asked at once at the full price: {Neutralise.Line(why)}" : "in batches";
            yield return string.Create(
                CultureInfo.InvariantCulture, $"  {Neutralise.Line(seat.Name)}: {seat.Calls:N0} calls, {Money(seat.MixedMicroDollars)}, {how}");
        }
    }

    /// <summary>How far a run is, on one line.</summary>
    public static string Progress(RunProgress progress)
    {
        var cost = progress.UnpricedCalls > 0 ? $"at least {Money(progress.MicroDollars)}" : Money(progress.MicroDollars);
        var rate = progress.ItemsPerSecond is { } r ? string.Create(CultureInfo.InvariantCulture, $", {r:0.#} a second") : "";
        var left = progress.Left is { } time && progress.Items < progress.Total ? $", {Duration(time)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Items:N0} of {progress.Total:N0} items{rate}; {progress.Calls:N0} calls, {progress.Reused:N0} reused, {cost}{left}");
    }

    /// <summary>A run in a few lines: how it stands, what each seat said, and what the items got.</summary>
    public static IEnumerable<string> Of(RunFolder folder)
    {
        var plan = folder.Plan;
        var status = RunStatus.Of(folder);
        var progress = Progress(status.Progress with { ItemsPerSecond = null, Left = null });
        yield return $"Run {plan.Id} ({Kebab.Name(plan.Kind)}): {Kebab.Name(status.State)}. {progress}.";
        if (plan.Panel.Any(s => s.Model.Simulated))
        {
            yield return "SIMULATED: no model wrote these answers.";
        }

        if (status.Progress.Missing > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{status.Progress.Missing:N0} answers are missing (absent or cut): 'roundtable runs resume {plan.Id}' asks for them again.");
        }

        foreach (var line in BatchReport.Lines(folder.FilePath(RunFolder.BatchesName)))
        {
            yield return line;
        }

        if (folder.IsFinished)
        {
            foreach (var line in Report(JsonNode.Parse(File.ReadAllBytes(folder.FilePath(RunFolder.ReportName)))!.AsObject()))
            {
                yield return line;
            }
        }

        yield return $"Files: {folder.Path}";
    }

    private static IEnumerable<string> Report(JsonObject report)
    {
        if (report["labels"] is JsonObject { Count: > 0 } labels)
        {
            yield return $"Verdicts: {string.Join(", ", labels.Reverse().Select(l => $"{l.Value} {l.Key.Replace('-', ' ')}"))}.";
        }

        if ((int)report["endedEarly"]! is > 0 and var early)
        {
            yield return $"On {early} items not every seat was asked: the others left little doubt.";
        }

        foreach (var seat in report["seats"]!.AsArray())
        {
            var answers = string.Join(", ", seat!["answers"]!.AsObject().Select(a => $"{a.Value} {a.Key}"));
            var name = Neutralise.Line((string)seat["name"]!);
            yield return $"  {name}: {answers}.";
            if ((int)seat["changes"]! > 0)
            {
                var served = string.Join(", ", seat["served"]!.AsArray().Select(
                    s => $"{Neutralise.Line((string?)s!["model"] ?? "unknown")} from item {Neutralise.Line((string)s["from"]!)} ({s["answers"]})"));
                yield return $"  {name}: the model that served it changed during the run: {served}. Its answers are not those of one model.";
            }
        }
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
