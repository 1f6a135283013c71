using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary><c>roundtable scan merge</c>: one report of the shards of a scan.</summary>
internal static class ScanMerge
{
    private static readonly Argument<string[]> _folders = new("DIR")
    {
        Description = "The folders that the shards wrote to; one where they shared it.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = "The folder for the report (default: the first of the shards').",
        HelpName = "DIR",
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("merge", "Make one report of the shards of a scan: the same bytes as one run.", [_folders, _out, .. ScanOptions.OfReport], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        FinishedScan finished;
        using (var line = ProgressLine.Open(invocation))
        {
            finished = await new ScanService(invocation.Workspace).MergeAsync(
                invocation.Parse.GetRequiredValue(_folders),
                invocation.Parse.GetValue(_out),
                ScanOptions.Report(invocation),
                ProgressLine.Listener(invocation, line),
                cancellation);
        }

        return await ScanView.WriteAsync(invocation, finished);
    }
}
