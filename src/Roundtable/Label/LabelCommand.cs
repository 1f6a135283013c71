using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Runs;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Label;

/// <summary><c>roundtable label</c>: labels items by a codebook with a panel, and says how far the labels can be trusted.</summary>
internal static class LabelCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "label",
        "Label items by a codebook with a panel, with gold by people, calibrated probabilities and shares that hold.",
        [
            .. LabelOptions.All, AskOptions.Panel, AskOptions.Models, AskOptions.Samples, AskOptions.Seed, AskOptions.For, AskOptions.SeatSeconds,
            .. RunOptions.All, .. SeatOptions.All,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var (items, resume) = (parse.GetValue(LabelOptions.Items), parse.GetValue(LabelOptions.Resume));
        var (recompute, show) = (parse.GetValue(LabelOptions.Recompute), parse.GetValue(LabelOptions.Show));
        if (((string?[])[items, resume, recompute, show]).Count(v => v is not null) != 1)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "Give ITEMS with --codebook to begin a run, or one of --resume, --recompute and --show with a run.");
        }

        var exports = (parse.GetValue(LabelOptions.Export) ?? []).Select(f => (f, FormatOf(f))).ToList();
        var console = new RunConsole(invocation);
        var service = new LabelService(console.Workspace);
        if (show is not null)
        {
            return await WriteAsync(invocation, Find(invocation, show), exports, service.Read(Find(invocation, show)), cancellation);
        }

        if (recompute is not null)
        {
            return await MakeAsync(invocation, Find(invocation, recompute), exports, again: true, cancellation);
        }

        var (folder, outcome) = items is not null
            ? await BeginAsync(invocation, console, service, items, cancellation)
            : await ResumeAsync(console, Find(invocation, resume!).Run, cancellation);
        return outcome.State == RunState.Finished
            ? await MakeAsync(invocation, new LabelFolder(folder), exports, again: false, cancellation)
            : await console.ReportAsync(folder, outcome);
    }

    private static async Task<(RunFolder Folder, RunOutcome Outcome)> BeginAsync(
        Invocation invocation, RunConsole console, LabelService service, string items, CancellationToken cancellation)
    {
        var prepared = await service.PrepareAsync(await RequestAsync(invocation, items, cancellation), cancellation);
        return await console.BeginAsync(prepared.Run, cancellation, async log =>
        {
            if (await service.DrawAsync(prepared, log, cancellation) is { } sheet && !invocation.Json)
            {
                await invocation.Error.WriteLineAsync(LabelText.Drawn(sheet));
            }
        });
    }

    private static async Task<(RunFolder Folder, RunOutcome Outcome)> ResumeAsync(RunConsole console, RunFolder folder, CancellationToken cancellation) =>
        (folder, folder.IsFinished ? new RunOutcome(RunState.Finished, RunStatus.Of(folder).Progress) : await console.ResumeAsync(folder, cancellation));

    /// <summary>Makes the labels. Once every answer is there it takes seconds, and is finished even where the command is stopped.</summary>
    private static async Task<int> MakeAsync(
        Invocation invocation, LabelFolder folder, IReadOnlyList<(string, RunExportFormat)> exports, bool again, CancellationToken cancellation)
    {
        var labelled = await RunLabels.MakeAsync(invocation, folder, again, invocation.Parse.GetValue(LabelOptions.Promise), cancellation);
        return await WriteAsync(invocation, folder, exports, labelled, cancellation);
    }

    private static async Task<int> WriteAsync(
        Invocation invocation,
        LabelFolder folder,
        IReadOnlyList<(string File, RunExportFormat Format)> exports,
        LabelledRun labelled,
        CancellationToken cancellation)
    {
        List<(string File, long Rows)> exported = [];
        var withText = invocation.Parse.GetValue(LabelOptions.WithText);
        foreach (var (file, format) in exports)
        {
            var labels = LabelService.Exported(folder, withText);
            exported.Add((file, await Task.Run(() => LabelExport.Write(file, format, labels, withText, cancellation), cancellation)));
        }

        if (exported.Count > 0 && WaitingItems.Of(invocation.Workspace, folder.Run).Texts is > 0 and var waiting)
        {
            await invocation.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting:N0} texts wait for people ('roundtable gold show'): whoever labels them must not read what was exported before."));
        }

        if (invocation.Json)
        {
            var json = LabelledRunJson.Of(labelled);
            json["exports"] = exported.Count == 0
                ? null
                : Document.Array(exported, e => new JsonObject { ["file"] = e.File, ["rows"] = e.Rows });
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteAsync(LabelText.Of(labelled));
        foreach (var (file, rows) in exported)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} labels in {file}.")));
        }

        return ExitCode.Ok;
    }

    private static async Task<LabelRequest> RequestAsync(Invocation invocation, string items, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var models = parse.GetValue(AskOptions.Models) ?? [];
        return new LabelRequest(
            await CodebookFile.ReadAsync(
                parse.GetValue(LabelOptions.Codebook)
                    ?? throw new WorkspaceException(ErrorKind.InvalidInput, "--codebook is missing: a file that says what the labels are."),
                cancellation),
            new RunRequest
            {
                Kind = RunKind.Label,
                Items = items,
                Template = "",
                Question = new RunQuestion.FreeText(),
                IdColumn = parse.GetValue(RunOptions.Id),
                Panel = parse.GetValue(AskOptions.Panel),
                Seats = models.Length == 0 ? null : [.. models.Select(m => new SeatPlan(m))],
                SeatDefaults = SeatOptions.Read(parse),
                Samples = parse.GetValue(AskOptions.Samples),
                Seed = parse.GetValue(AskOptions.Seed) ?? RunSettings.UsualSeed,
                For = parse.GetValue(AskOptions.For) ?? [],
                SeatSeconds = parse.GetValue(AskOptions.SeatSeconds),
                StopAt = parse.GetValue(RunOptions.Adaptive),
                Limits = RunOptions.Limits(parse),
                Reuse = RunOptions.Reuse(parse),
                Batch = BatchOptions.Read(parse),
                BatchOrLive = parse.GetValue(BatchOptions.OrLive),
                Out = parse.GetValue(RunOptions.Out),
            })
        {
            TextColumn = parse.GetValue(LabelOptions.Text),
            Template = parse.GetValue(LabelOptions.Template),
            Gold = parse.GetValue(LabelOptions.Gold),
            GoldBy = parse.GetValue(LabelOptions.GoldBy),
            Promise = parse.GetValue(LabelOptions.Promise),
            Queue = parse.GetValue(LabelOptions.Queue),
        };
    }

    private static RunExportFormat FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => RunExportFormat.JsonLines,
        ".csv" => RunExportFormat.Csv,
        ".parquet" => RunExportFormat.Parquet,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"--export {Neutralise.Line(file)}: the name must end in .jsonl, .csv or .parquet."),
    };

    private static LabelFolder Find(Invocation invocation, string run) => new(RunFolders.Find(invocation.Workspace.DataDirectory, run));
}
