using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Scan;
using Roundtable.Workspace.Benches;

namespace Roundtable.Cli.Benches;

/// <summary><c>roundtable bench</c>: how often seats and panels are right, measured against known answers.</summary>
internal static class BenchCommand
{
    private static readonly Option<string?> _against = new("--against")
    {
        Description = "Compare with an earlier bench, item by item: its id, or the folder with its report.json.",
        HelpName = "BENCH",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "bench",
        "Measure seats and panels against known answers: ask a panel, or replay votes from a table; is the panel better than its best seat?",
        [BenchOptions.Set, .. BenchOptions.All, _against, BenchShow.Create(), BenchList.Create(), BenchCompare.Create()],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var request = BenchOptions.Read(invocation.Parse);
        var service = new BenchService(invocation.Workspace);
        var earlier = invocation.Parse.GetValue(_against) is { } against ? service.Find(against) : null;
        BenchResult result;
        if (request.Votes is null)
        {
            var ask = BenchOptions.ReadAsk(invocation.Parse, request);
            using var line = ProgressLine.Open(invocation);
            result = await service.AskAsync(request, ask, line is null ? null : new BenchProgress(line), cancellation);
        }
        else
        {
            result = service.Replay(request, cancellation);
        }

        var comparison = earlier is null ? null : service.Compare(earlier.Folder, result.Folder);
        await BenchView.WriteAsync(invocation, result, earlier, comparison);
        return ExitCode.Ok;
    }
}
