using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Judging;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions show</c>.</summary>
internal static class SessionShow
{
    /// <summary>Shows a session, or prints its document.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Encoding.UTF8.GetString(SessionDocumentJson.Write(SessionArgument.Session(invocation))));
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

    private static async Task ShowAsync(Invocation invocation, SessionDocument session, WorkspaceReader reader, CancellationToken cancellation)
    {
        var console = invocation.Console;
        foreach (var part in Parts(session, console.Profile.Width))
        {
            console.Write(part);
        }

        if (await SessionRights.TryOfAsync(invocation.Workspace, reader, session, cancellation) is { Rows.Count: > 0 } rights)
        {
            console.Write(RightsView.Of(rights));
            console.WriteLine();
        }

        console.MarkupLineInterpolated($"[dim]Session {session.Id}: {VerdictText.Spend(session.Spend)}[/]");
        console.Write(SpendView.Of(session));
    }

    /// <summary>What there is to read of a session, a blank line between its parts.</summary>
    private static IEnumerable<IRenderable> Parts(SessionDocument document, int width) => document is FusedSession fused
        ? [FusedView.Of(fused), Text.NewLine, AnswersView.Of(fused)]
        : VoteParts((Session)document, width);

    private static IEnumerable<IRenderable> VoteParts(Session session, int width) =>
        [VerdictView.Of(session, width), Text.NewLine, MinutesView.Of(session), Text.NewLine, BallotsView.Of(session)];
}
