using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions compare</c>: two sessions side by side.</summary>
internal static class SessionCompare
{
    private static readonly Argument<string> _other = new("OTHER") { Description = "The session that it is compared with." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "compare", "Compare two sessions: results, votes, what each seat says, settings and costs.", [SessionArgument.Id, _other], (invocation, _) =>
        {
            var sessions = new SessionService(invocation.Workspace);
            var (left, right) = (SessionArgument.Session(invocation), sessions.Get(invocation.Parse.GetRequiredValue(_other)));
            return ComparisonView.WriteAsync(invocation, SessionComparison.Of(left, right));
        });
}
