using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Verdicts.Rules;
using Roundtable.Exports;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Sessions;

/// <summary><c>sessions recount</c>.</summary>
internal static class SessionRecount
{
    /// <summary><c>--rule</c>.</summary>
    public static Option<string> Rule { get; } = new("--rule")
    {
        Description = $"The rule to count by: {string.Join(", ", RecountRuleName.All)}.",
        HelpName = "RULE",
        Required = true,
    };

    /// <summary>Counts again and prints the scores.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var name = invocation.Parse.GetRequiredValue(Rule);
        if (!RecountRuleName.TryParse(name, out var rule))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"--rule '{Neutralise.Line(name)}' is not known; give one of {string.Join(", ", RecountRuleName.All)}.");
        }

        var session = SessionArgument.Session(invocation);
        RecountResult result;
        try
        {
            result = Recount.Under(rule, session);
        }
        catch (RecountUnavailableException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"Session {session.Id} cannot be recounted by {RecountRuleName.Of(rule)}: {e.Message}", e);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(session.Id, result)) : Text(result));
        return result.Winners.Count == 0 ? ExitCode.NoVerdict : ExitCode.Ok;
    }

    private static string Text(RecountResult result)
    {
        var lines = new List<string> { Neutralise.Line(RecountWords.Headline(result)) };
        lines.AddRange(RecountWords.Scores(result).Select(s => $"  {s.Score,8}  {Neutralise.Line(s.Option)}"));
        lines.Add($"{VerdictWords.Count(result.Counted, "ballot")} of {VerdictWords.Count(result.Seats, "seat")} counted.");
        lines.AddRange(result.Uncounted.Select(u => $"  not counted: {u.Ballot}. {Neutralise.Line(u.Why)}"));
        return string.Join('\n', lines);
    }

    /// <summary>A recount as JSON.</summary>
    public static JsonObject Json(string session, RecountResult result) => new()
    {
        ["session"] = session,
        ["rule"] = RecountRuleName.Of(result.Rule),
        ["options"] = Document.Array(result.Options, o => o),
        ["scores"] = Document.Array(result.Scores, s => s.ToString()),
        ["winners"] = Document.Array(result.Winners, w => w),
        ["label"] = result.Label is { } label ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(label.ToString()) : null,
        ["seats"] = result.Seats,
        ["counted"] = result.Counted,
        ["uncounted"] = Document.Array(result.Uncounted, u => new JsonObject { ["ballot"] = u.Ballot, ["why"] = u.Why }),
    };
}
