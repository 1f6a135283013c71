using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Runs;

/// <summary><c>roundtable runs</c>: what was put to many items, and what can be done with it. Alone it lists.</summary>
internal static class RunsCommand
{
    private const int ShownChanges = 20;

    private static readonly Argument<string> _run = new("run") { Description = "The run's id or the beginning of it, 'last', or its folder." };
    private static readonly Argument<string> _other = new("other") { Description = "The run that it is compared with." };

    private static readonly Option<string> _format = new("--format")
    {
        Description = "jsonl, csv or parquet (default: by the file's name).",
        HelpName = "FORMAT",
    };

    private static readonly Option<string> _file = new("--output", "-f") { Description = "The file to write.", HelpName = "FILE", Required = true };

    /// <summary>The command with its verbs.</summary>
    public static Command Create() => Verb.Create(
        "runs",
        "List the runs made so far; subcommands: show, resume, diff, export.",
        [
            Verb.Create("list", "List runs, newest first.", [], ListAsync),
            Verb.Create("show", "Show a run: how far it is, what each seat said, what it took.", [_run], ShowAsync),
            Verb.CreateOrderly(
                "resume",
                "Go on with a run that was stopped; in a finished one, ask again where answers are missing.",
                [_run, RunOptions.MaxCalls, RunOptions.MaxTokens, RunOptions.Budget, BatchOptions.OrLive, RunOptions.Notify, RunOptions.Webhook],
                ResumeAsync),
            Verb.Create("diff", "Compare two runs item by item, and by their shares.", [_run, _other], DiffAsync),
            Verb.Create("export", "Write a run's results as JSON Lines, CSV or Parquet.", [_run, _file, _format], ExportAsync),
        ],
        ListAsync);

    private static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellation)
    {
        List<JsonNode> rows = [];
        foreach (var (id, path) in RunFolders.All(invocation.Workspace.DataDirectory))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(TryLine(id, path));
        }

        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonArray([.. rows])));
            return ExitCode.Ok;
        }

        if (rows.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is no run yet; 'roundtable poll' and 'roundtable label' make them.");
        }

        foreach (var row in rows)
        {
            await invocation.Out.WriteLineAsync(row["problem"] is { } problem
                ? $"{row["id"]}  {Neutralise.Line((string)problem!)}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row["id"]}  {((string)row["opened"]!)[..16].Replace('T', ' ')}  {row["kind"]}  {row["progress"]!["state"]}  "
                        + $"{row["progress"]!["items"]} of {row["progress"]!["total"]} items"));
        }

        return ExitCode.Ok;
    }

    private static JsonObject TryLine(string id, string path)
    {
        try
        {
            return RunJson.Line(RunFolder.Open(path));
        }
        catch (Exception e) when (e is WorkspaceException or IOException)
        {
            return new JsonObject { ["id"] = id, ["problem"] = e.Message };
        }
    }

    private static RunFolder Find(Invocation invocation) => RunFolders.Find(invocation.Workspace.DataDirectory, invocation.Parse.GetValue(_run)!);

    private static async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folder = Find(invocation);
        var labelled = new LabelFolder(folder) is { HasLabels: true } labels ? new LabelService(invocation.Workspace).Read(labels) : null;
        if (invocation.Json)
        {
            var json = RunJson.Of(folder);
            json["labelled"] = labelled is null ? null : LabelledRunJson.Of(labelled);
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(
            labelled is null ? string.Join(Environment.NewLine, RunText.Of(folder)) : LabelText.Of(labelled).TrimEnd());
        return ExitCode.Ok;
    }

    private static async Task<int> ResumeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folder = await new RunService(invocation.Workspace).FindAsync(invocation.Parse.GetValue(_run)!, cancellation);
        var given = RunOptions.Limits(invocation.Parse);
        var known = folder.Header.Limits;
        folder = folder.WithLimits(new RunLimits(
            given.Calls ?? known.Calls, given.Tokens ?? known.Tokens, given.MicroDollars ?? known.MicroDollars));
        folder = invocation.Parse.GetValue(BatchOptions.OrLive) ? folder.WithBatchOrLive() : folder;
        var console = new RunConsole(invocation);
        if (folder.IsFinished)
        {
            if (RunStatus.Of(folder).Progress.Missing == 0)
            {
                await invocation.Error.WriteLineAsync($"Run {folder.Plan.Id} is finished, and no answer is missing.");
                return folder.Plan.Kind == RunKind.Label && !new LabelFolder(folder).HasLabels
                    ? await RunLabels.FinishAsync(invocation, new LabelFolder(folder), cancellation)
                    : await console.ReportAsync(folder, new RunOutcome(RunState.Finished, RunStatus.Of(folder).Progress));
            }

            RunExecution.Restart(folder);
        }

        var outcome = await console.ResumeAsync(folder, cancellation);
        return folder.Plan.Kind == RunKind.Label && outcome.State == RunState.Finished
            ? await RunLabels.FinishAsync(invocation, new LabelFolder(folder), cancellation)
            : await console.ReportAsync(folder, outcome);
    }

    private static async Task<int> DiffAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (a, b) = (Find(invocation), RunFolders.Find(invocation.Workspace.DataDirectory, invocation.Parse.GetValue(_other)!));
        var diff = RunDiff.Of((a.Plan, WaitingItems.Of(invocation.Workspace, a).Results()), (b.Plan, WaitingItems.Of(invocation.Workspace, b).Results()));
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(diff.Json(a.Plan.Id, b.Plan.Id)));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{diff.Both:N0} items in both: {diff.Same:N0} the same, {diff.Changes.Count:N0} changed. Only in {a.Plan.Id}: {diff.OnlyA:N0}; "
                + $"only in {b.Plan.Id}: {diff.OnlyB:N0}."));
        if (diff.OtherText > 0)
        {
            await invocation.Out.WriteLineAsync($"Warning: {diff.OtherText} items have the same id and another text.");
        }

        if (diff.Waiting > 0)
        {
            await invocation.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{diff.Waiting:N0} more wait for people ('roundtable gold show'), and what the panel says of them is not told before."));
        }

        foreach (var (outcome, (inA, inB)) in diff.Shares.OrderByDescending(s => s.Value.A + s.Value.B).Take(ShownChanges))
        {
            await invocation.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {Neutralise.Line(outcome)}: {inA} ({100.0 * inA / Math.Max(1, diff.Both):0.0} %) → "
                    + $"{inB} ({100.0 * inB / Math.Max(1, diff.Both):0.0} %)"));
        }

        foreach (var change in diff.Changes.Take(ShownChanges))
        {
            await invocation.Out.WriteLineAsync($"  item {Neutralise.Line(change.Id)}: {Neutralise.Line(change.A)} → {Neutralise.Line(change.B)}");
        }

        if (diff.Changes.Count > ShownChanges)
        {
            await invocation.Out.WriteLineAsync($"  … and {diff.Changes.Count - ShownChanges} more; --json lists all.");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetValue(_file)!;
        var name = invocation.Parse.GetValue(_format) ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        var format = name switch
        {
            "jsonl" or "ndjson" => RunExportFormat.JsonLines,
            "csv" => RunExportFormat.Csv,
            "parquet" => RunExportFormat.Parquet,
            _ => throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Unknown format '{Neutralise.Line(name)}'. Known formats: jsonl, csv, parquet; --format names one."),
        };
        var folder = Find(invocation);
        var (items, waiting) = RunExport.Write(folder.Plan, WaitingItems.Of(invocation.Workspace, folder).Results(), path, format, cancellation);
        if (invocation.Json)
        {
            var json = new JsonObject { ["run"] = folder.Plan.Id, ["file"] = Path.GetFullPath(path), ["items"] = items, ["waiting"] = waiting };
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{items:N0} items written to {path}."));
        if (waiting > 0)
        {
            await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} of them wait for people ('roundtable gold show'): ")
                + "what the panel says of these is left out until they are labelled.");
        }

        return ExitCode.Ok;
    }
}
