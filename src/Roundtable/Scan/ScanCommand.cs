using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>roundtable scan</c>: what in a corpus was written by models, by which, and how that is known.</summary>
internal static class ScanCommand
{
    private static readonly Argument<string[]> _paths = new("PATH") { Description = "Files and folders: JSON Lines, JSON arrays, CSV and TSV, plain text, each plain, .gz or .zst; Parquet.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<string?> _list = new("--list") { Description = "Also the files and folders that this file names, one a line.", HelpName = "FILE" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "scan",
        "Read a corpus row by row: what is human and what synthetic, from which models, and how that is known.",
        [_paths, _list, .. ScanReferences.Options, .. ScanAttestations.Options, .. ScanOptions.All, .. ScanSlurm.Options, ScanMerge.Create()],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var paths = await PathsAsync(invocation, cancellation);
        var shard = ScanOptions.Shard(invocation);
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, cancellation);
        using var prepared = await ScanPreparation.PrepareAsync(invocation, access, paths, cancellation);
        var intent = await ScanOptions.IntentAsync(invocation, access, cancellation);
        var folder = ScanFolder.Open(ScanOptions.Out(invocation), prepared.Plan, ScanOptions.Force(invocation));
        prepared.References.KeepFor(invocation, folder);
        if (ScanSlurm.IsWanted(invocation))
        {
            return await ScanSlurm.SubmitAsync(invocation, folder, cancellation);
        }

        var scan = new CorpusScan(prepared.Plan, folder.Path);
        if (shard.Count > 1 || folder.Finished() is null)
        {
            await LabelAsync(invocation, scan, shard, prepared.Knowledge, cancellation);
        }

        if (shard.Count > 1)
        {
            await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Shard {shard.Index + 1} of {shard.Count} is done. When all are: roundtable scan merge {Neutralise.Line(folder.Path)}"));
            return ExitCode.Ok;
        }

        return await ScanFinish.RunAsync(invocation, access, scan, folder, intent, cancellation);
    }

    private static async Task LabelAsync(Invocation invocation, CorpusScan scan, Shard shard, RowKnowledge known, CancellationToken cancellation)
    {
        using var line = ProgressLine.Open(invocation);
        try
        {
            await Task.Run(() => scan.Label(shard, known, ScanOptions.Threads(invocation), line, cancellation), cancellation);
        }
        catch (OperationCanceledException)
        {
            line?.Dispose();
            await invocation.Error.WriteLineAsync("Stopped. What is done is kept: the same command goes on from here.");
            throw;
        }
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Invocation invocation, CancellationToken cancellation)
    {
        List<string> paths = [.. invocation.Parse.GetValue(_paths) ?? []];
        if (invocation.Parse.GetValue(_list) is { } list)
        {
            if (!File.Exists(list))
            {
                throw new WorkspaceException(ErrorKind.NotFound, $"--list: there is no file '{Neutralise.Line(list)}'.");
            }

            paths.AddRange((await File.ReadAllLinesAsync(list, cancellation)).Where(l => l.Trim().Length > 0));
        }

        return paths.Count > 0 ? paths : throw new WorkspaceException(ErrorKind.InvalidInput, "What is to be scanned? Name files or a folder: roundtable scan data/ --out report/");
    }
}
