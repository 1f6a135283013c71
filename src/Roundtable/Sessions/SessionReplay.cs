using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions replay</c>.</summary>
internal static class SessionReplay
{
    /// <summary><c>ID</c> or a file.</summary>
    public static Argument<string> File { get; } = new("ID|FILE")
    {
        Description = "Id of a session, the beginning of one, 'last', or a session file.",
    };

    /// <summary>Replays and prints what is wrong; ends with <see cref="ExitCode.CheckFailed"/> where anything is.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var service = new SessionService(invocation.Workspace);
        var result = await service.ReplayAsync(service.Read(invocation.Parse.GetRequiredValue(File)), cancellation);
        await (invocation.Json ? invocation.Out.WriteLineAsync(Document.Line(result.Json())) : WriteAsync(invocation, result));
        return result.Problems.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static async Task WriteAsync(Invocation invocation, ReplayResult result)
    {
        var session = result.Session;
        if (result.Differences.Count == 0)
        {
            var what = session is Session ? "Verdict and minutes" : "Comparison and answer";
            await invocation.Out.WriteLineAsync($"{what} of {session.Id} come out the same, byte for byte.");
            await invocation.Out.WriteLineAsync(Neutralise.Line(HeadlineText.Of(session)));
        }

        await invocation.Out.WriteLineAsync(result.AgainstLog switch
        {
            null => $"Not checked against a log: the one in {invocation.Workspace.DataDirectory} does not know this session.",
            { Count: 0 } => (session is Session
                ? VerdictText.Count(result.Ballots, "ballot")
                : VerdictText.Count(result.Ballots, "answer or review", "answers and reviews")) + " and the document agree with the log.",
            _ => "The log contradicts the document:",
        });
        foreach (var problem in result.Problems)
        {
            await invocation.Out.WriteLineAsync("  " + Neutralise.Line(problem));
        }
    }
}
