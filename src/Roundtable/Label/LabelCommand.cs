using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Label;

/// <summary><c>roundtable label</c>: labels items by a codebook with a panel, and says how far the labels can be trusted.</summary>
internal static class LabelCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "label",
        "Label items by a codebook with a panel, with gold by people, calibrated probabilities and shares that hold.",
        [.. LabelOptions.All, AskOptions.Panel, AskOptions.Models, AskOptions.Samples, AskOptions.Seed, AskOptions.For, .. SeatOptions.All],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var (items, resume, recompute, show) =
            (parse.GetValue(LabelOptions.Items), parse.GetValue(LabelOptions.Resume), parse.GetValue(LabelOptions.Recompute), parse.GetValue(LabelOptions.Show));
        if (((string?[])[items, resume, recompute, show]).Count(v => v is not null) != 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Give ITEMS with --codebook to begin a run, or one of --resume, --recompute and --show with a run.");
        }

        var service = new LabelService(invocation.Workspace);
        if (show is not null)
        {
            return await ShowAsync(invocation, service, Find(invocation, show), cancellation);
        }

        if (items is not null)
        {
            return await BeginAsync(invocation, service, items, cancellation);
        }

        var folder = Find(invocation, resume ?? recompute!);
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        if (recompute is not null)
        {
            return await WriteAsync(
                invocation, folder, await service.RecomputeAsync(folder, log, parse.GetValue(LabelOptions.Promise), cancellation), cancellation);
        }

        var (seats, source) = await new RunService(invocation.Workspace).ReopenAsync(folder.Run, cancellation);
        return await AskAsync(invocation, service, folder, log, new Asked(seats, source), cancellation);
    }

    private static async Task<int> BeginAsync(Invocation invocation, LabelService service, string items, CancellationToken cancellation)
    {
        var prepared = await service.PrepareAsync(Request(invocation, items), cancellation);
        if (!invocation.Json)
        {
            await invocation.Error.WriteLineAsync(LabelView.Estimate(prepared));
        }

        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        var (folder, sheet) = await service.BeginAsync(prepared, log, cancellation);
        if (sheet is not null && !invocation.Json)
        {
            await invocation.Error.WriteLineAsync(LabelView.Drawn(sheet));
        }

        return await AskAsync(invocation, service, folder, log, new Asked(prepared.Run.Seats, prepared.Run.Source), cancellation);
    }

    private static async Task<int> AskAsync(
        Invocation invocation, LabelService service, LabelFolder folder, RecordLog log, Asked asked, CancellationToken cancellation)
    {
        if (!folder.Run.IsFinished)
        {
            using var line = LabelProgress.Open(invocation);
            var outcome = await new RunExecution(invocation.Workspace, log) { Progress = line }
                .RunAsync(folder.Run, asked.Seats, asked.Source, cancellation, CancellationToken.None);
            if (outcome.State != RunState.Finished)
            {
                await invocation.Error.WriteLineAsync(LabelView.Stopped(folder, outcome));
                return outcome.State == RunState.AtLimit ? ExitCode.Budget : ExitCode.Interrupted;
            }
        }

        var promise = invocation.Parse.GetValue(LabelOptions.Promise);
        return await WriteAsync(invocation, folder, await service.MakeAsync(folder, log, promise, cancellation), cancellation);
    }

    private static Task<int> ShowAsync(Invocation invocation, LabelService service, LabelFolder folder, CancellationToken cancellation) =>
        WriteAsync(invocation, folder, service.Read(folder), cancellation);

    private static async Task<int> WriteAsync(Invocation invocation, LabelFolder folder, LabelledRun labelled, CancellationToken cancellation)
    {
        List<(string File, long Rows)> exported = [];
        var withText = invocation.Parse.GetValue(LabelOptions.WithText);
        foreach (var file in invocation.Parse.GetValue(LabelOptions.Export) ?? [])
        {
            var format = FormatOf(file);
            exported.Add((file, await Task.Run(() => LabelExport.Write(file, format, LabelService.Exported(folder, withText), withText, cancellation), cancellation)));
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

        await invocation.Out.WriteAsync(Neutralise.Text(LabelView.Of(labelled)));
        foreach (var (file, rows) in exported)
        {
            await invocation.Out.WriteLineAsync(Neutralise.Line(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} labels in {file}.")));
        }

        return ExitCode.Ok;
    }

    private static LabelRequest Request(Invocation invocation, string items)
    {
        var parse = invocation.Parse;
        var models = parse.GetValue(AskOptions.Models) ?? [];
        return new LabelRequest(
            parse.GetValue(LabelOptions.Codebook) ?? throw new WorkspaceException(ErrorKind.InvalidInput, "--codebook is missing: a file that says what the labels are."),
            new RunRequest
            {
                Kind = RunKind.Label,
                Items = items,
                Template = "",
                Question = new RunQuestion.FreeText(),
                IdColumn = parse.GetValue(LabelOptions.Id),
                Panel = parse.GetValue(AskOptions.Panel),
                Seats = models.Length == 0 ? null : [.. models.Select(m => new SeatPlan(m))],
                SeatDefaults = SeatOptions.Read(parse),
                Samples = parse.GetValue(AskOptions.Samples),
                Seed = parse.GetValue(AskOptions.Seed) ?? RunSettings.UsualSeed,
                For = parse.GetValue(AskOptions.For) ?? [],
                Out = parse.GetValue(LabelOptions.Out),
            })
        {
            TextColumn = parse.GetValue(LabelOptions.Text),
            Template = parse.GetValue(LabelOptions.Template),
            Gold = parse.GetValue(LabelOptions.Gold),
            GoldBy = parse.GetValue(LabelOptions.GoldBy),
            Promise = parse.GetValue(LabelOptions.Promise),
        };
    }

    private static LabelFormat FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => LabelFormat.Jsonl,
        ".csv" => LabelFormat.Csv,
        ".parquet" => LabelFormat.Parquet,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"--export {Neutralise.Line(file)}: the name must end in .jsonl, .csv or .parquet."),
    };

    private static LabelFolder Find(Invocation invocation, string run) => new(RunFolders.Find(invocation.Workspace.DataDirectory, run));

    private sealed record Asked(IReadOnlyList<Roundtable.Deliberation.Panels.SeatedModel> Seats, RunItemSource Source);
}
