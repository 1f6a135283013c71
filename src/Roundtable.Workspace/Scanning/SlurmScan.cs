using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Scanning;

/// <summary>A scan as jobs of a Slurm cluster: an array with a task for each shard, and a job that merges them when all are done.</summary>
/// <param name="Scan">The command of the scan, a word each, without its shard and its threads.</param>
/// <param name="Merge">The command that merges the shards, a word each.</param>
/// <param name="Tasks">Number of tasks, from 1 to 100000.</param>
/// <param name="Options">Options for sbatch.</param>
public sealed record SlurmScan(IReadOnlyList<string> Scan, IReadOnlyList<string> Merge, int Tasks, IReadOnlyList<string> Options)
{
    /// <summary>Writes the scripts into the report's folder and submits them.</summary>
    /// <exception cref="WorkspaceException">When sbatch is missing or refuses.</exception>
    public async Task<SlurmJobs> SubmitAsync(ScanFolder folder, CancellationToken cancellation)
    {
        var logs = Path.Combine(Path.GetFullPath(folder.Path), "slurm");
        Directory.CreateDirectory(logs);
        var (array, merge) = (Path.Combine(logs, "scan.sh"), Path.Combine(logs, "merge.sh"));
        var threads = "\"${SLURM_CPUS_PER_TASK:-1}\"";
        await WriteAsync(array, $"{Quoted(Scan)} --shard \"$SLURM_ARRAY_TASK_ID/{Tasks}\" --threads {threads}", cancellation);
        await WriteAsync(merge, Quoted(Merge), cancellation);
        var tasks = string.Create(CultureInfo.InvariantCulture, $"--array=1-{Tasks}");
        var scan = await SbatchAsync([.. Options, "--job-name=roundtable-scan", tasks, $"--output={logs}/scan-%a.log", array], cancellation);
        var after = await SbatchAsync(
            [.. Options, "--job-name=roundtable-merge", $"--dependency=afterok:{scan}", "--kill-on-invalid-dep=yes", $"--output={logs}/merge.log", merge],
            cancellation);
        return new SlurmJobs(scan, after, logs);
    }

    private static Task WriteAsync(string path, string command, CancellationToken cancellation) =>
        File.WriteAllTextAsync(path, $"#!/bin/bash\nset -euo pipefail\ncd {Quoted([Directory.GetCurrentDirectory()])}\nexec {command}\n", cancellation);

    private static string Quoted(IEnumerable<string> words) =>
        string.Join(' ', words.Select(w => "'" + w.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));

    private static async Task<string> SbatchAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var script = Neutralise.Line(arguments[^1]);
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("sbatch", ["--parsable", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new WorkspaceException(
                ErrorKind.Unavailable,
                $"Slurm's sbatch is not on this machine. The scripts are written: submit {script} where it is, or run the shards yourself with --shard I/N.",
                e);
        }

        using (process)
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = (await process.StandardOutput.ReadToEndAsync(cancellation)).Trim();
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 && output.Length > 0
                ? output.Split(';')[0]
                : throw new WorkspaceException(ErrorKind.Unavailable, $"sbatch refused {Path.GetFileName(script)}: {Neutralise.Line(await error)}");
        }
    }
}

/// <summary>Jobs that were submitted.</summary>
/// <param name="Scan">Id of the array job.</param>
/// <param name="Merge">Id of the job that merges.</param>
/// <param name="Logs">The folder with the scripts and what the jobs print.</param>
public sealed record SlurmJobs(string Scan, string Merge, string Logs);
