using System.CommandLine;
using System.CommandLine.Help;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Scan;

/// <summary>The command lines of a scan that a cluster makes: one for the shards, one for the merge, both with what was given here.</summary>
/// <param name="Program">The words that start the program.</param>
/// <param name="Invocation">What was given.</param>
/// <param name="Data">The data directory, as the jobs see it.</param>
internal sealed record ScanJobs(IReadOnlyList<string> Program, Invocation Invocation, string Data)
{
    private static readonly string[] _perJob = ["--threads", "--force", "--shard"];

    /// <summary>This program, as it was started.</summary>
    public static IReadOnlyList<string> ThisProgram =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
            : [Environment.ProcessPath!];

    /// <summary>The command of a shard, without its number: what reads the corpus, in the end its paths.</summary>
    /// <param name="ofCluster">The options that say where it runs, which the jobs are not given.</param>
    public IReadOnlyList<string> Scan(IReadOnlyList<Symbol> ofCluster)
    {
        var command = Invocation.Parse.CommandResult.Command;
        var options = command.Options
            .Where(o => !ofCluster.Contains(o) && !_perJob.Contains(o.Name, StringComparer.Ordinal) && !o.Recursive && o is not HelpOption);
        var paths = command.Arguments.SelectMany(a => Invocation.Parse.GetResult(a)?.Tokens ?? []).Select(t => t.Value);
        return [.. Start, "scan", .. Given(options), .. paths.Select(Named)];
    }

    /// <summary>The command that merges the shards in a folder.</summary>
    public IReadOnlyList<string> Merge(string folder) => [.. Start, "scan", "merge", Path.GetFullPath(folder), .. Given(ScanOptions.OfReport.OfType<Option>())];

    // The options of all verbs, as --config, decide what is read and how it is ruled on: both commands need them.
    private IEnumerable<string> Start =>
    [
        .. Program, $"--data={Data}",
        .. Given(Invocation.Parse.RootCommandResult.Command.Options
            .Where(o => o.Recursive && o != GlobalOptions.Data && o != GlobalOptions.Json && o is not HelpOption)),
    ];

    // What follows is the number of the shard: a path that begins with a dash can only be named from its folder.
    private static string Named(string path) => path.StartsWith('-') ? "./" + path : path;

    /// <summary>Options as they were given, each with its value in one word: a value may begin with a dash.</summary>
    private IEnumerable<string> Given(IEnumerable<Option> options) =>
        from option in options
        let result = Invocation.Parse.GetResult(option)
        where result is { Implicit: false }
        from word in result.Tokens.Count == 0 ? [option.Name] : result.Tokens.Select(t => $"{option.Name}={t.Value}")
        select word;
}
