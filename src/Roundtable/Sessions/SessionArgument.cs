using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary>The ID that most verbs of <c>sessions</c> take.</summary>
internal static class SessionArgument
{
    /// <summary><c>ID</c>.</summary>
    public static Argument<string> Id { get; } = new("ID")
    {
        Description = "Id of a session, the beginning of one, or 'last' for the newest.",
    };

    /// <summary>The session that the command line names.</summary>
    /// <exception cref="WorkspaceException">When there is none, or more than one, or its file is damaged.</exception>
    public static Session Session(Invocation invocation) => Session(invocation, invocation.Parse.GetRequiredValue(Id));

    /// <summary>The session that <paramref name="id"/> names.</summary>
    /// <exception cref="WorkspaceException">When there is none, or more than one, or its file is damaged.</exception>
    public static Session Session(Invocation invocation, string id) =>
        new SessionStore(invocation.Workspace.DataDirectory, invocation.Workspace.Time).Find(id) ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            string.Equals(id, SessionStore.Last, StringComparison.Ordinal)
                ? $"There is no session in {invocation.Workspace.DataDirectory} yet; 'roundtable ask' makes one."
                : $"There is no session '{Neutralise.Line(id)}' in {invocation.Workspace.DataDirectory}; 'roundtable sessions' lists those there are.");
}
