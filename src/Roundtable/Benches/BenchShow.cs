using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Benches;

namespace Roundtable.Cli.Benches;

/// <summary><c>roundtable bench show</c>: a report that was made before.</summary>
internal static class BenchShow
{
    private static readonly Argument<string> _bench = new("BENCH") { Description = "The id of a bench, or the folder with its report.json." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create("show", "Show a report again.", [_bench], async (invocation, _) =>
    {
        await BenchView.WriteAsync(invocation, new BenchService(invocation.Workspace).Find(invocation.Parse.GetRequiredValue(_bench)));
        return ExitCode.Ok;
    });
}
