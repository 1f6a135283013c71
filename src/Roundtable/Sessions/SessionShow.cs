using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Spectre.Console;

namespace Roundtable.Cli.Sessions;

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

        console.MarkupLineInterpolated($"[dim]Session {session.Id}: {VerdictText.Spend(session.Spend)}[/]");
        console.Write(SpendView.Of(session));
        return ExitCode.Ok;
    }
}
