using System.CommandLine;
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
    private static readonly Option<int?> _tasks = new("--slurm")
    {
        Description = "Submit the scan to Slurm as an array of N tasks and a merge that waits for them; the folder of --out has to be on a disk that all "
            + "nodes share.",
        HelpName = "N",
    };

    private static readonly Option<string[]> _options = new("--sbatch")
    {
        Description = "With --slurm: an option for sbatch, as in --sbatch=--partition=cpu. Can be given more than once.",
        HelpName = "OPTION",
    };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_tasks, _options];

    /// <summary>How many tasks are to be submitted; null where the scan is to be made here.</summary>
    /// <exception cref="WorkspaceException">When the number is out of range.</exception>
    public static int? Read(Invocation invocation) => invocation.Parse.GetValue(_tasks) switch
    {
        null => null,
        >= 1 and <= 100_000 and int tasks => tasks,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, "--slurm: the number of tasks, from 1 to 100000."),
    };

    /// <summary>Submits the scan.</summary>
    /// <exception cref="WorkspaceException">When sbatch is missing or refuses.</exception>
    public static async Task<int> SubmitAsync(Invocation invocation, int tasks, ScanFolder folder, CancellationToken cancellation)
    {
        var commands = new ScanJobs(ScanJobs.ThisProgram, invocation, invocation.Workspace.DataDirectory);
        var scan = new SlurmScan(commands.Scan(Options), commands.Merge(folder.Path), tasks, invocation.Parse.GetValue(_options) ?? []);
        var jobs = await scan.SubmitAsync(folder, cancellation);
        var target = Neutralise.Line(folder.Path);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["folder"] = folder.Path, ["scan"] = jobs.Scan, ["merge"] = jobs.Merge, ["tasks"] = tasks })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Submitted: array job {jobs.Scan} with {tasks} tasks, and job {jobs.Merge}, which merges them into {target} when all are done. ")
                + $"'squeue' shows how far they are; their output goes to {Neutralise.Line(jobs.Logs)}.");
        return ExitCode.Ok;
    }
}
