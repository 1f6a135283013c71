using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
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
    public static SessionDocument Session(Invocation invocation) =>
        new SessionService(invocation.Workspace).Get(invocation.Parse.GetRequiredValue(Id));
}
