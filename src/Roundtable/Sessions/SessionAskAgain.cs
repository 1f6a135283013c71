using System.CommandLine;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions ask-again</c>.</summary>
internal static class SessionAskAgain
{
    private static readonly Option<int> _seat = new("--seat") { Description = "Number of the absent seat.", HelpName = "N", Required = true };

    /// <summary>Its options.</summary>
    public static IReadOnlyList<Symbol> Options => [_seat];

    /// <summary>Asks the seat, counts again, and keeps both on the log.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var before = VotesOnly.Of(SessionArgument.Session(invocation), AskingAgain.Done);
        var workspace = invocation.Workspace;
        await using var log = await LogAccess.OpenAsync(workspace, cancellation);
        var store = new SessionStore(workspace.DataDirectory, workspace.Time);
        var after = await LateAnswers.AskAsync(workspace, log, store, before, invocation.Parse.GetValue(_seat), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Encoding.UTF8.GetString(SessionJson.Write(after))
            : Neutralise.Text($"Before: {Headline(before)}\nNow:    {Headline(after)}\n{LateText.Of(after)}"));
        return ExitCode.Ok;
    }

    private static string Headline(Session session) => Neutralise.Line(VerdictText.Headline(session.Verdict.Final, session.Verdict.Options));
}
