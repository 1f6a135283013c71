using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Exports;
using Roundtable.Workspace.Rules;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Cli.Sessions;

/// <summary><c>sessions recount</c>.</summary>
internal static class SessionRecount
{
    /// <summary><c>--rule</c>.</summary>
    public static Option<string> Rule { get; } = new("--rule")
    {
        Description = $"The rule to count by: {string.Join(", ", RecountRuleName.All)}, or {LearnedRecounts.Prefix}NAME for a rule learned from gold.",
        HelpName = "RULE",
        Required = true,
    };

    /// <summary>Counts again and prints the scores.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(Rule);
        if (name.StartsWith(LearnedRecounts.Prefix, StringComparison.Ordinal))
        {
            return await RunLearnedAsync(invocation, name[LearnedRecounts.Prefix.Length..], cancellation);
        }

        if (!RecountRuleName.TryParse(name, out var rule))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"--rule '{Neutralise.Line(name)}' is not known; give one of {string.Join(", ", RecountRuleName.All)}, or {LearnedRecounts.Prefix}NAME.");
        }

        var session = VotesOnly.Of(SessionArgument.Session(invocation), "recounted");
        var result = SessionService.RecountBy(rule, session);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(RecountJson.Of(session.Id, result)) : Text(result));
        return result.Winners.Count == 0 ? ExitCode.NoVerdict : ExitCode.Ok;
    }

    private static async Task<int> RunLearnedAsync(Invocation invocation, string name, CancellationToken cancellation)
    {
        var session = VotesOnly.Of(SessionArgument.Session(invocation), "recounted");
        var result = await new LearnedRecounts(invocation.Workspace).RecountAsync(name, session, cancellation);
        var text = invocation.Json ? Document.Line(result.ToJson()) : string.Join('\n', result.ToLines().Select(l => Neutralise.Line(l)));
        await invocation.Out.WriteLineAsync(text);
        return result.Leading.Count == 0 ? ExitCode.NoVerdict : ExitCode.Ok;
    }

    private static string Text(RecountResult result)
    {
        var lines = new List<string> { Neutralise.Line(RecountText.Headline(result)) };
        lines.AddRange(RecountText.Scores(result).Select(s => $"  {s.Score,8}  {Neutralise.Line(s.Option)}"));
        lines.Add($"{VerdictText.Count(result.Counted, "ballot")} of {VerdictText.Count(result.Seats, "seat")} counted.");
        lines.AddRange(result.Uncounted.Select(u => $"  not counted: {u.Ballot}. {Neutralise.Line(u.Why)}"));
        return string.Join('\n', lines);
    }
}
