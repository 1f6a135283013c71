using System.CommandLine;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions regroup</c>.</summary>
internal static class SessionRegroup
{
    private static readonly Option<int> _seat = new("--seat") { Description = "Number of the seat whose position is moved.", HelpName = "N", Required = true };

    private static readonly Option<string> _to = new("--to")
    {
        Description = "Name of the cluster it belongs to; a new name makes a new cluster.",
        HelpName = "NAME",
        Required = true,
    };

    /// <summary>Its options.</summary>
    public static IReadOnlyList<Symbol> Options => [_seat, _to];

    /// <summary>Moves the seat, counts again, and keeps both on the log.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var seat = invocation.Parse.GetValue(_seat);
        var to = invocation.Parse.GetRequiredValue(_to);
        var before = VotesOnly.Of(SessionArgument.Session(invocation), "regrouped");
        var after = await new SessionService(invocation.Workspace).RegroupAsync(before, seat, to, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Encoding.UTF8.GetString(SessionJson.Write(after))
            : Neutralise.Text($"Before: {Headline(before)}\nNow:    {Headline(after)}"));
        return ExitCode.Ok;
    }

    private static string Headline(Session session) => Neutralise.Line(VerdictText.Headline(session.Verdict.Final, session.Verdict.Options));
}
