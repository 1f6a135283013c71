using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Log;

namespace Roundtable.Ask;

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
            cancellation).ConfigureAwait(false);
        var seed = parse.GetValue(AskOptions.Seed) ?? RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var models = parse.GetValue(AskOptions.Models) is { Length: > 0 } names ? names : null;
        var lineup = await Seating.ResolveAsync(
            invocation, parse.GetValue(GlobalOptions.Config), parse.GetValue(AskOptions.Panel), models, seed, cancellation).ConfigureAwait(false);

        if (!parse.GetValue(AskOptions.AsIs) && QuestionFit.Warning(question) is { } warning)
        {
            await ConfirmAsync(invocation, warning, lineup.Rehearsal).ConfigureAwait(false);
        }

        var opened = invocation.Time.GetUtcNow();
        var plan = new SessionPlan(
            SessionId.New(opened), opened, question, [.. lineup.Seats.Select(s => s.Seat)], lineup.Moderator?.Seat.Model, Settings(parse, seed, lineup.Seats.Count));
        CheckBudget(plan);
        await using var log = await LogAccess.OpenAsync(invocation, cancellation).ConfigureAwait(false);
        return await SessionRun.RunAsync(invocation, log, plan, lineup, null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Warns before anything is spent; where a person can answer and money is at stake, asks whether to go on.</summary>
    private static async Task ConfirmAsync(Invocation invocation, FitWarning warning, bool free)
    {
        await invocation.Error.WriteLineAsync($"Warning: {warning.Why}\n  {warning.SuggestedRewrite}\n  --as-is asks it as it stands, without this warning.").ConfigureAwait(false);
        if (free || invocation.Json || Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return;
        }

        await invocation.Error.WriteAsync("Ask it all the same? [y/N] ").ConfigureAwait(false);
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
        {
            throw new UserError(ExitCode.Usage, "Nothing was asked and nothing spent.");
        }
    }

    private static SessionSettings Settings(ParseResult parse, long seed, int seats)
    {
        var debate = parse.GetValue(AskOptions.Debate);
        return new SessionSettings(
            debate,
            debate ? Positive(parse, AskOptions.Rounds) : 1,
            Positive(parse, AskOptions.Samples),
            seed,
            parse.GetValue(AskOptions.Ranked),
            Quorum(parse.GetValue(AskOptions.Quorum), seats),
            Budget(parse.GetValue(AskOptions.Budget)),
            Positive(parse, AskOptions.SeatSeconds),
            Positive(parse, AskOptions.SessionSeconds));
    }

    private static int Positive(ParseResult parse, Option<int> option)
    {
        var value = parse.GetValue(option);
        return value is >= 1 and <= 1_000_000
            ? value
            : throw new UserError(ExitCode.Usage, $"{option.Name} is {value}; give a whole number from 1 to 1000000.");
    }

    private static int Quorum(int? given, int seats) =>
        given is null ? (seats / 2) + 1
        : given >= 1 && given <= seats ? given.Value
        : throw new UserError(ExitCode.Usage, $"--quorum is {given}; give a number from 1 to {seats}, the size of the panel.");

    private static long? Budget(decimal? dollars) => dollars switch
    {
        null => null,
        > 0 and < 1_000_000_000 => (long)(dollars.Value * 1_000_000),
        _ => throw new UserError(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--budget is {dollars}; give US dollars above zero, such as 0.50.")),
    };

    /// <summary>A budget that does not even cover the first call is a mistake, told before anything is spent.</summary>
    private static void CheckBudget(SessionPlan plan)
    {
        var seat = plan.Panel[0];
        var order = OptionOrder.For(plan.Settings.Seed, seat.Number, 1, plan.Question.Options.Count);
        var first = CostEstimate.MicroDollars(new BallotForm(plan.Question, seat, 1, 1, plan.Settings.Ranked, order, null, []));
        if (plan.Settings.BudgetMicroDollars is { } budget && first > budget)
        {
            throw new UserError(ExitCode.Budget, string.Create(
                CultureInfo.InvariantCulture,
                $"The budget of ${budget / 1e6m:0.######} does not cover the first call, {seat.Model.Name}, estimated at ${first / 1e6m:0.######}: raise --budget or seat a cheaper model."));
        }
    }
}
