using System.Text;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Exports;
using Roundtable.Judging;
using Roundtable.Terminal;
using Spectre.Console;

namespace Roundtable.Sessions;

/// <summary><c>sessions show</c>.</summary>
internal static class SessionShow
{
    /// <summary>Shows a session, or prints its document.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var session = SessionArgument.Session(invocation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionJson.Write(session)));
            return ExitCode.Ok;
        }

        var console = invocation.Console;
        console.Write(VerdictView.Of(session, console.Profile.Width));
        console.WriteLine();
        console.Write(MinutesView.Of(session));
        console.WriteLine();
        console.Write(BallotsView.Of(session));
        if (await SessionRights.TryOfAsync(invocation.Workspace, session, cancellation) is { Rows.Count: > 0 } rights)
        {
            console.Write(RightsView.Of(rights));
            console.WriteLine();
        }

        console.MarkupLineInterpolated($"[dim]Session {session.Id}: {VerdictWords.Spend(session.Spend)}[/]");
        return ExitCode.Ok;
    }
}
