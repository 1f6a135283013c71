using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions delete</c>.</summary>
internal static class SessionDelete
{
    /// <summary><c>--yes</c>.</summary>
    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask." };

    /// <summary>Asks, then erases.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var session = SessionArgument.Session(invocation);
        if (!invocation.Parse.GetValue(Yes) && !await AskAsync(invocation, session.Question.Text, session.Id, cancellation))
        {
            await invocation.Error.WriteLineAsync("Nothing was deleted.");
            return ExitCode.Ok;
        }

        var erased = await Removal.RunAsync(invocation.Workspace, session.Id, cancellation) ?? 0; // somebody else deleted it meanwhile
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["session"] = session.Id, ["erased"] = erased, ["notReached"] = Erasure.NotReached })
            : $"Session {session.Id} is deleted: {erased} contents are erased. The log still shows that it was held, and when.\n{Erasure.NotReached}");
        return ExitCode.Ok;
    }

    private static async Task<bool> AskAsync(Invocation invocation, string question, string id, CancellationToken cancellation)
    {
        if (invocation.Json || Console.IsInputRedirected)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"Deleting session {id} cannot be undone; give --yes to delete it without being asked.");
        }

        await invocation.Error.WriteAsync($"Delete session {id}, \"{Neutralise.Line(question)}\"? What was said in it cannot be restored. [y/N] ");
        var answer = await Console.In.ReadLineAsync(cancellation);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
