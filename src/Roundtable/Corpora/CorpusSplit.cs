using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Corpora;

/// <summary><c>corpus split</c>: the rows of a corpus in files by origin, or by what a ruling says of them.</summary>
internal static class CorpusSplit
{
    private static readonly Option<string?> _use = new("--use") { Description = "Cut by the ruling on this use instead of by origin.", HelpName = "USE" };

    private static readonly Option<string> _out = new("--out") { Description = "The folder for the files; it has to be empty.", HelpName = "DIR", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("split", "Write the rows into files by origin, or with --use by the ruling on them.", [ReportArgument.Folder, _out, _use, JudgeOptions.As, .. RowChoice.Options], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (folder, plan) = ReportArgument.Scan(invocation);
        var target = invocation.Parse.GetRequiredValue(_out);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(target)} holds files already: give a folder of its own with --out.");
        }

        var name = await NamesAsync(invocation, cancellation);
        var wanted = RowChoice.Of(invocation);
        var files = plan.Files.ToDictionary(f => f.File.Name, StringComparer.Ordinal);
        Directory.CreateDirectory(target);
        Dictionary<string, (FileStream Stream, long Rows)> outputs = new(StringComparer.Ordinal);
        try
        {
            await CorpusRows.ReadAsync(plan, folder, wanted, (label, row, bytes) =>
            {
                var to = name(label);
                if (!outputs.TryGetValue(to, out var output))
                {
                    output = (new FileStream(Path.Combine(target, to + ".jsonl.part"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20), 0);
                }

                RowLine.Write(files[label.File], row, bytes, output.Stream);
                outputs[to] = (output.Stream, output.Rows + 1);
            }, cancellation);
        }
        finally
        {
            foreach (var output in outputs.Values)
            {
                await output.Stream.DisposeAsync();
            }
        }

        foreach (var to in outputs.Keys)
        {
            File.Move(Path.Combine(target, to + ".jsonl.part"), Path.Combine(target, to + ".jsonl"));
        }

        var counts = outputs.OrderBy(o => o.Key, StringComparer.Ordinal).ToList();
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["folder"] = target, ["files"] = Document.Array(counts, c => new JsonObject { ["name"] = c.Key + ".jsonl", ["rows"] = c.Value.Rows }) })
            : counts.Count == 0 ? "There is no such row." : string.Join('\n', counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(target, c.Key)}.jsonl: {c.Value.Rows:N0} rows"))));
        return ExitCode.Ok;
    }

    /// <summary>Names the file that a row goes to.</summary>
    private static async Task<Func<RowLabel, string>> NamesAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Parse.GetValue(_use) is not { } use)
        {
            return label => Kebab.Name(label.Origin);
        }

        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        var uses = UseNames.Read([use]);
        if (uses.Count != 1)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "--use: a corpus is cut for one use at a time.");
        }

        var intent = await JudgeOptions.IntentAsync(invocation, access, uses[0], cancellation);
        var (folder, _) = ReportArgument.Scan(invocation);
        var report = folder.Finished() ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder.Path)} is not finished.");
        var outcomes = ScanRuling.Of(access, report, intent, cancellation).Outcomes();
        return label => Kebab.Name(outcomes.TryGetValue(ReportGroup.KeyOf(label.Origin, label.Evidence), out var outcome) ? outcome : Outcome.Unknown);
    }
}
