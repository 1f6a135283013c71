using System.CommandLine;

namespace Roundtable.Sessions;

/// <summary><c>roundtable sessions</c>.</summary>
internal static class SessionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("sessions", "Sessions on this data directory.") { ResumeCommand.Create() };
}
