using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Questions;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Ask;

/// <summary><c>roundtable ask</c>: puts a question to a panel.</summary>
internal static class AskCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("ask", "Put a question to a panel and watch it vote, argue and reach a verdict.", AskOptions.All, RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var question = await QuestionInput.ReadAsync(
            parse.GetValue(AskOptions.Question)!,
            parse.GetValue(AskOptions.Options) ?? [],
            parse.GetValue(AskOptions.Open),
            parse.GetValue(AskOptions.Context) ?? [],
            cancellation);
        var request = Request(parse, question);
        if (AskCheck.Problems(request) is { Count: > 0 } problems)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, string.Join(' ', problems.Select(p => p.Text)));
        }

        var planned = await PlannedSession.MakeAsync(request, invocation.Workspace, cancellation);
        (planned, var refused) = await planned.ForAsync(request.For, invocation.Workspace, cancellation);
        if (refused is { } refusal)
        {
            await RulingRecord.AppendAsync(invocation.Workspace, [.. refusal.Rulings.Select(r => (r, RulingWriter.Json(r)))], cancellation);
            throw new WorkspaceException(refusal.Kind, refusal.Message);
        }

        if (planned.Warning is { } warning)
        {
            await ConfirmAsync(invocation, warning, planned.Lineup.Rehearsal);
        }

        await planned.CheckBudgetAsync(invocation.Workspace, cancellation);
        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        return await SessionRun.RunAsync(invocation, log, planned.Plan, planned.Lineup, null, cancellation);
    }

    /// <summary>Warns before anything is spent; where a person can answer and money is at stake, asks whether to go on.</summary>
    private static async Task ConfirmAsync(Invocation invocation, FitWarning warning, bool free)
    {
        await invocation.Error.WriteLineAsync($"Warning: {warning.Why}\n  {warning.SuggestedRewrite}{Flags(warning)}\n  --as-is asks it as it stands, without this warning.");
        if (free || invocation.Json || Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return;
        }

        await invocation.Error.WriteAsync("Ask it all the same? [y/N] ");
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Nothing was asked and nothing spent.");
        }
    }

    private static string Flags(FitWarning warning) => warning.Alternatives.Count > 1
        ? $"\n  That is: {string.Join(' ', warning.Alternatives.Select(a => $"--option \"{a}\""))}"
        : "\n  --open asks it open, --option gives a candidate.";

    private static AskRequest Request(ParseResult parse, Question question) => new()
    {
        Question = question.Text,
        Options = question.Options,
        Open = question.IsOpen,
        Context = question.Context,
        Panel = parse.GetValue(AskOptions.Panel),
        Models = parse.GetValue(AskOptions.Models) is { Length: > 0 } names ? names : null,
        Debate = parse.GetValue(AskOptions.Debate),
        Rounds = Positive(parse, AskOptions.Rounds),
        Samples = Positive(parse, AskOptions.Samples),
        Seed = parse.GetValue(AskOptions.Seed),
        Ranked = parse.GetValue(AskOptions.Ranked),
        Quorum = parse.GetValue(AskOptions.Quorum),
        Budget = Budget(parse.GetValue(AskOptions.Budget)),
        SeatSeconds = Positive(parse, AskOptions.SeatSeconds),
        SessionSeconds = Positive(parse, AskOptions.SessionSeconds),
        AsIs = parse.GetValue(AskOptions.AsIs),
        For = parse.GetValue(AskOptions.For) ?? [],
    };

    private static int Positive(ParseResult parse, Option<int> option)
    {
        var value = parse.GetValue(option);
        return value is >= 1 and <= 1_000_000
            ? value
            : throw new WorkspaceException(ErrorKind.InvalidInput, $"{option.Name} is {value}; give a whole number from 1 to 1000000.");
    }

    private static decimal? Budget(decimal? dollars) => dollars is null or (> 0 and < 1_000_000_000)
        ? dollars
        : throw new WorkspaceException(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"--budget is {dollars}; give US dollars above zero, such as 0.50."));
}
