using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Spectre.Console;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions show</c>.</summary>
internal static class SessionShow
{
    /// <summary>Shows a session, or prints its document.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionJson.Write(SessionArgument.Session(invocation))));
            return ExitCode.Ok;
        }

        using var reader = new WorkspaceReader(invocation.Workspace);
        // On another processor, while the session is read: each takes a short command as long as the other.
        var opening = Task.Run(() => reader.OpenRegistryAsync(cancellation), cancellation);
        try
        {
            await ShowAsync(invocation, SessionArgument.Session(invocation), reader, cancellation);
            return ExitCode.Ok;
        }
        finally
        {
            await Task.WhenAny(opening); // whoever needs the registry has told what is wrong with it
        }
    }

    private static async Task ShowAsync(Invocation invocation, Session session, WorkspaceReader reader, CancellationToken cancellation)
    {
        var console = invocation.Console;
        console.Write(VerdictView.Of(session, console.Profile.Width));
        console.WriteLine();
        console.Write(MinutesView.Of(session));
        console.WriteLine();
        console.Write(BallotsView.Of(session));
        if (await SessionRights.TryOfAsync(invocation.Workspace, reader, session, cancellation) is { Rows.Count: > 0 } rights)
        {
            console.Write(RightsView.Of(rights));
            console.WriteLine();
        }

        console.MarkupLineInterpolated($"[dim]Session {session.Id}: {VerdictText.Spend(session.Spend)}[/]");
        console.Write(SpendView.Of(session));
    }
}
