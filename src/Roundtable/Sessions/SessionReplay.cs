using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Logs;
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
        var session = Read(invocation, invocation.Parse.GetRequiredValue(File));
        var differences = Replay.Differences(session);
        var log = await AgainstLogAsync(invocation, session, cancellation);
        var problems = differences.Concat(log ?? []).ToList();
        var ballots = session.Rounds.Sum(r => r.Ballots.Count);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["session"] = session.Id,
                ["ok"] = problems.Count == 0,
                ["log"] = log is null ? "unknown" : "checked",
                ["ballots"] = ballots,
                ["problems"] = Document.Array(problems, p => p),
            }));
        }
        else
        {
            if (differences.Count == 0)
            {
                await invocation.Out.WriteLineAsync($"Verdict and minutes of {session.Id} come out the same, byte for byte.");
                await invocation.Out.WriteLineAsync(Neutralise.Line(VerdictWords.Headline(session.Verdict.Final, session.Verdict.Options)));
            }

            await invocation.Out.WriteLineAsync(log switch
            {
                null => $"Not checked against a log: the one in {invocation.Workspace.DataDirectory} does not know this session.",
                { Count: 0 } => $"{VerdictWords.Count(ballots, "ballot")} and the document agree with the log.",
                _ => "The log says otherwise:",
            });
            foreach (var problem in problems)
            {
                await invocation.Out.WriteLineAsync("  " + Neutralise.Line(problem));
            }
        }

        return problems.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static async Task<IReadOnlyList<string>?> AgainstLogAsync(Invocation invocation, Session session, CancellationToken cancellation)
    {
        await using var log = await LogAccess.OpenReadOnlyAsync(invocation.Workspace, cancellation);
        return await Replay.AgainstLogAsync(session, log, cancellation);
    }

    private static Session Read(Invocation invocation, string idOrFile)
    {
        if (!System.IO.File.Exists(idOrFile))
        {
            return idOrFile.Contains('/', StringComparison.Ordinal) || idOrFile.EndsWith(".json", StringComparison.Ordinal)
                ? throw new WorkspaceException(ErrorKind.NotFound, $"There is no file '{Neutralise.Line(idOrFile)}'.")
                : SessionArgument.Session(invocation, idOrFile);
        }

        try
        {
            return SessionJson.Read(System.IO.File.ReadAllBytes(idOrFile));
        }
        catch (SessionFormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(idOrFile)}: {Neutralise.Line(e.Message)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The file '{Neutralise.Line(idOrFile)}' cannot be read: {e.Message}", e);
        }
    }
}
