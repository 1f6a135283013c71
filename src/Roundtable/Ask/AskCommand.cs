using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Questions;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Ask;

/// <summary><c>roundtable ask</c>: puts a question to a panel.</summary>
internal static class AskCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("ask", "Put a question to a panel: with options it votes and argues, without them it answers in full.", AskOptions.All, RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var (question, files) = await QuestionInput.ReadAsync(
            parse.GetValue(AskOptions.Question)!,
            parse.GetValue(AskOptions.Options) ?? [],
            parse.GetValue(AskOptions.Open),
            parse.GetValue(AskOptions.Context) ?? [],
            cancellation);
        var schema = await SchemaInput.ReadAsync(parse.GetValue(AskOptions.Schema), cancellation);
        var planned = await PlanAsync(invocation, Request(parse, question, files, schema, SeatOptions.Read(parse)), cancellation);
        if (planned.Warning is { } warning)
        {
            await ConfirmAsync(invocation, warning, planned.Lineup.Rehearsal);
        }

        await using var log = await LogAccess.OpenAsync(invocation.Workspace, cancellation);
        return await SessionRun.RunAsync(invocation, log, planned.Plan, planned.Lineup, null, cancellation);
    }

    private static async Task<PlannedSession> PlanAsync(Invocation invocation, AskRequest request, CancellationToken cancellation)
    {
        switch (await new AskPlanner(invocation.Workspace).PlanAsync(request, estimates: false, cancellation))
        {
            case AskOutcome.Ready ready:
                return ready.Session;
            case AskOutcome.Refused refused:
                if (refused.Rulings.Count > 0)
                {
                    await RulingRecord.AppendAsync(invocation.Workspace, [.. refused.Rulings.Select(r => (r, RulingWriter.Json(r)))], cancellation);
                }

                throw new WorkspaceException(refused.Kind, refused.Message);
            case AskOutcome.Invalid { Problems: var problems }:
                var hint = problems.Any(p => p.Field == "options") ? " --option gives an option, --open asks the question open." : "";
                throw new WorkspaceException(ErrorKind.InvalidInput, string.Join(' ', problems.Select(Text)) + hint);
            case var other:
                throw new UnreachableException($"An outcome of another kind: {other.GetType().Name}.");
        }
    }

    /// <summary>A problem with the option that a person gave as its subject.</summary>
    private static string Text(AskProblem problem) =>
        problem.Predicate is { } predicate ? $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(problem.Field)} {predicate}" : problem.Text;

    /// <summary>Warns before anything is spent; where a person can answer and money is at stake, asks whether to go on.</summary>
    private static async Task ConfirmAsync(Invocation invocation, FitWarning warning, bool free)
    {
        await invocation.Error.WriteLineAsync(
            $"Warning: {warning.Why}\n  {warning.SuggestedRewrite}{Flags(warning)}\n  --as-is asks it as it stands, without this warning.");
        if (free || invocation.Json || Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return;
        }

        await invocation.Error.WriteAsync("Ask anyway? [y/N] ");
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "Nothing was asked and nothing spent.");
        }
    }

    private static string Flags(FitWarning warning) => warning.Alternatives.Count > 1
        ? $"\n  That is: {string.Join(' ', warning.Alternatives.Select(a => $"--option \"{a}\""))}"
        : "\n  --open asks it open, --option gives a candidate.";

    private static AskRequest Request(
        ParseResult parse, Question question, IReadOnlyList<ContextFile> files, JsonElement? schema, SeatPlan seats) =>
        new()
        {
            Question = question.Text,
            Options = question.Options,
            Open = parse.GetValue(AskOptions.Open),
            Review = parse.GetValue(AskOptions.Review),
            Schema = schema,
            Scout = parse.GetValue(AskOptions.Scout),
            Context = question.Context,
            Files = files,
            Panel = parse.GetValue(AskOptions.Panel),
            Models = parse.GetValue(AskOptions.Models) is { Length: > 0 } names ? names : null,
            Debate = parse.GetValue(AskOptions.Debate),
            Rounds = parse.GetValue(AskOptions.Rounds),
            Samples = parse.GetValue(AskOptions.Samples),
            Seed = parse.GetValue(AskOptions.Seed),
            Ranked = parse.GetValue(AskOptions.Ranked),
            Quorum = parse.GetValue(AskOptions.Quorum),
            Budget = parse.GetValue(AskOptions.Budget),
            SeatSeconds = parse.GetValue(AskOptions.SeatSeconds),
            SessionSeconds = parse.GetValue(AskOptions.SessionSeconds),
            AsIs = parse.GetValue(AskOptions.AsIs),
            For = parse.GetValue(AskOptions.For) ?? [],
            Temperature = seats.Temperature,
            MaxTokens = seats.MaxTokens,
            TopP = seats.TopP,
            Effort = seats.Effort,
            Thinking = seats.Thinking,
            Body = seats.Body,
            Headers = seats.Headers,
            Search = seats.Search,
            Fetch = seats.Fetch,
            Tools = seats.Tools,
            ToolCalls = seats.ToolCalls,
        };
}
