using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>scan --slurm N</c>: an array job with a task for each shard, and a job that merges them when all are done.</summary>
internal static class ScanSlurm
{
    private static readonly Option<int?> _tasks = new("--slurm") { Description = "Submit the scan to Slurm as an array of N tasks and a merge that waits for them; the folder of --out has to be on a disk that all nodes share.", HelpName = "N" };

    private static readonly Option<string[]> _options = new("--sbatch") { Description = "With --slurm: an option for sbatch, as in --sbatch=--partition=cpu. Can be given more than once.", HelpName = "OPTION" };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_tasks, _options];

    /// <summary>Whether the scan is to be submitted.</summary>
    public static bool IsWanted(Invocation invocation) => invocation.Parse.GetValue(_tasks) is not null;

    /// <summary>Writes the scripts into the report's folder and submits them.</summary>
    /// <exception cref="WorkspaceException">When sbatch is missing or refuses.</exception>
    public static async Task<int> SubmitAsync(Invocation invocation, ScanFolder folder, CancellationToken cancellation)
    {
        var tasks = invocation.Parse.GetValue(_tasks) is >= 1 and <= 100_000 and int n ? n : throw new WorkspaceException(ErrorKind.InvalidInput, "--slurm: the number of tasks, from 1 to 100000.");
        var logs = Path.Combine(Path.GetFullPath(folder.Path), "slurm");
        Directory.CreateDirectory(logs);
        var (array, merge) = (Path.Combine(logs, "scan.sh"), Path.Combine(logs, "merge.sh"));
        List<string> common = [.. Program(), "--data", invocation.Workspace.DataDirectory];
        await WriteAsync(array, $"{Quoted([.. common, .. Arguments(invocation)])} --shard \"$SLURM_ARRAY_TASK_ID/{tasks}\" --threads \"${{SLURM_CPUS_PER_TASK:-1}}\"", cancellation);
        await WriteAsync(merge, Quoted([.. common, "scan", "merge", Path.GetFullPath(folder.Path), .. Kept(invocation)]), cancellation);
        var given = invocation.Parse.GetValue(_options) ?? [];
        var scan = await SbatchAsync([.. given, "--job-name=roundtable-scan", string.Create(CultureInfo.InvariantCulture, $"--array=1-{tasks}"), $"--output={logs}/scan-%a.log", array], cancellation);
        var after = await SbatchAsync([.. given, "--job-name=roundtable-merge", $"--dependency=afterok:{scan}", "--kill-on-invalid-dep=yes", $"--output={logs}/merge.log", merge], cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["folder"] = folder.Path, ["scan"] = scan, ["merge"] = after, ["tasks"] = tasks })
            : $"Submitted: array job {scan} with {tasks} tasks, and job {after}, which merges them into {Neutralise.Line(folder.Path)} when all are done. 'squeue' shows how far they are; their words go to {Neutralise.Line(logs)}.");
        return ExitCode.Ok;
    }

    /// <summary>This program, as it was started.</summary>
    private static IEnumerable<string> Program() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]] : [Environment.ProcessPath!];

    /// <summary>What was said of the scan, without what concerns Slurm.</summary>
    private static IEnumerable<string> Arguments(Invocation invocation)
    {
        string[] left = [_tasks.Name, _options.Name, GlobalOptions.Data.Name, GlobalOptions.Json.Name, "--threads", "--force"];
        var tokens = invocation.Parse.Tokens.Select(t => t.Value).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!left.Contains(tokens[i], StringComparer.Ordinal))
            {
                yield return tokens[i];
            }
            else if (tokens[i] is not ("--json" or "--force"))
            {
                // The value of an option that is left out goes with it.
                i++;
            }
        }
    }

    /// <summary>What the merge has to know: the use and who asks.</summary>
    private static IEnumerable<string> Kept(Invocation invocation)
    {
        foreach (var option in ScanOptions.OfFinish.OfType<Option>())
        {
            var result = invocation.Parse.GetResult(option);
            if (result is { Implicit: false })
            {
                yield return option.Name;
                foreach (var token in result.Tokens)
                {
                    yield return token.Value;
                }
            }
        }
    }

    private static Task WriteAsync(string path, string command, CancellationToken cancellation) =>
        File.WriteAllTextAsync(path, $"#!/bin/bash\nset -euo pipefail\ncd {Quoted([Directory.GetCurrentDirectory()])}\nexec {command}\n", cancellation);

    private static string Quoted(IEnumerable<string> words) => string.Join(' ', words.Select(w => "'" + w.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));

    private static async Task<string> SbatchAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("sbatch", ["--parsable", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new WorkspaceException(ErrorKind.Unavailable, $"Slurm's sbatch is not on this machine. The scripts are written: submit {Neutralise.Line(arguments[^1])} where it is, or run the shards yourself with --shard I/N.", e);
        }

        using (process)
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = (await process.StandardOutput.ReadToEndAsync(cancellation)).Trim();
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 && output.Length > 0
                ? output.Split(';')[0]
                : throw new WorkspaceException(ErrorKind.Unavailable, $"sbatch refused {Neutralise.Line(Path.GetFileName(arguments[^1]))}: {Neutralise.Line(await error)}");
        }
    }
}
