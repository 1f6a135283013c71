using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>roundtable scan</c>: what in a corpus was written by models, by which, and how that is known.</summary>
internal static class ScanCommand
{
    private static readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Files, folders, and addresses (s3://BUCKET/PREFIX, https://HOST/FILE): JSON Lines and JSON, tables, plain text, Parquet, Arrow, tar, "
            + "WARC; packed with gzip, Zstandard, xz or bzip2.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> _list = new("--list")
    {
        Description = "Also the files, folders and addresses that this file names, one a line.",
        HelpName = "FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "scan",
        "Read a corpus row by row: what is human and what synthetic, from which models, and how that is known.",
        [_paths, _list, .. ScanOptions.OfScan, .. ScanSlurm.Options, .. ScanKubernetes.Options, ScanMerge.Create()],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var request = ScanOptions.Read(invocation, await PathsAsync(invocation, cancellation));
        var slurm = ScanSlurm.Read(invocation);
        var kubernetes = ScanKubernetes.Read(invocation, request.Folder);
        var service = new ScanService(invocation.Workspace);
        FinishedScan finished;
        using (var line = ProgressLine.Open(invocation))
        {
            var listener = ProgressLine.Listener(invocation, line);
            using var prepared = await service.PrepareAsync(request, listener, cancellation);
            if (slurm is { } tasks)
            {
                line?.Dispose();
                return await ScanSlurm.SubmitAsync(invocation, tasks, prepared.Folder, cancellation);
            }

            if (kubernetes is not null)
            {
                line?.Dispose();
                return await ScanKubernetes.WriteAsync(invocation, kubernetes, prepared.Folder, cancellation);
            }

            try
            {
                await ScanService.LabelAsync(prepared, request, listener, cancellation);
            }
            catch (OperationCanceledException)
            {
                line?.Dispose();
                await invocation.Error.WriteLineAsync("Stopped. What is done is kept: the same command goes on from here.");
                throw;
            }

            if (request.Shard.Count > 1)
            {
                line?.Dispose();
                var done = string.Create(CultureInfo.InvariantCulture, $"Shard {request.Shard.Index + 1} of {request.Shard.Count} is done.");
                await invocation.Out.WriteLineAsync(invocation.Json
                    ? Document.Line(new JsonObject
                    {
                        ["folder"] = prepared.Folder.Path,
                        ["shard"] = request.Shard.Index + 1,
                        ["shards"] = request.Shard.Count,
                    })
                    : $"{done} When all are: roundtable scan merge {Neutralise.Line(prepared.Folder.Path)}");
                return ExitCode.Ok;
            }

            finished = await service.FinishAsync(prepared, request.Report, listener, cancellation);
        }

        return await ScanView.WriteAsync(invocation, finished);
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

            // No address has white space around it, and a file's name may.
            paths.AddRange((await File.ReadAllLinesAsync(list, cancellation)).Where(l => l.Trim().Length > 0).Select(l => Address.Is(l.Trim()) ? l.Trim() : l));
        }

        return paths.Count > 0
            ? paths
            : throw new WorkspaceException(ErrorKind.InvalidInput, "Nothing to scan: name files or a folder, as in 'roundtable scan data/ --out report/'.");
    }
}
