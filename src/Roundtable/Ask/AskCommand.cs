using System.CommandLine;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Ask;

/// <summary><c>roundtable ask</c>: puts a question to a panel.</summary>
internal static class AskCommand
{
    private static readonly Argument<string> _question = new("question")
    {
        Description = "The question, or a Markdown or text file that holds it.",
    };

    private static readonly Option<string[]> _options = new("--option", "-o")
    {
        Description = "An option to vote for; give two to twenty-six.",
        HelpName = "TEXT",
    };

    private static readonly Option<bool> _open = new("--open") { Description = "No options: each seat states a position of its own." };

    private static readonly Option<bool> _debate = new("--debate") { Description = "Later rounds follow, in which seats see the others' arguments." };

    private static readonly Option<int> _rounds = new("--rounds")
    {
        Description = "The most rounds of a debate.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<int> _samples = new("--samples")
    {
        Description = "How often each seat answers, over different orders of the options.",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<long?> _seed = new("--seed") { Description = "Draws every order the same way again.", HelpName = "N" };

    private static readonly Option<decimal?> _budget = new("--budget") { Description = "The most the session may cost, in US dollars.", HelpName = "USD" };

    private static readonly Option<bool> _ranked = new("--ranked") { Description = "Each vote ranks all options." };

    private static readonly Option<int?> _quorum = new("--quorum") { Description = "How many seats must vote for a verdict (default: more than half).", HelpName = "N" };

    private static readonly Option<string[]> _context = new("--context") { Description = "A file that the panel reads beside the question.", HelpName = "FILE" };

    private static readonly Option<int> _seatSeconds = new("--seat-seconds")
    {
        Description = "Time limit of one answer, in seconds.",
        HelpName = "S",
        DefaultValueFactory = _ => 120,
    };

    private static readonly Option<int> _sessionSeconds = new("--session-seconds")
    {
        Description = "Time limit of the whole session, in seconds.",
        HelpName = "S",
        DefaultValueFactory = _ => 1800,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "ask",
        "Put a question to a panel and watch it vote, argue and reach a verdict.",
        [_question, _options, _open, _debate, _rounds, _samples, _seed, _budget, _ranked, _quorum, _context, _seatSeconds, _sessionSeconds],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var question = await QuestionInput.ReadAsync(
            parse.GetValue(_question)!, parse.GetValue(_options) ?? [], parse.GetValue(_open), parse.GetValue(_context) ?? [], cancellation).ConfigureAwait(false);
        var seed = parse.GetValue(_seed) ?? System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, int.MaxValue);
        var lineup = Rehearsal.RehearsalPanel.Seats(seed, Console.IsOutputRedirected ? TimeSpan.Zero : TimeSpan.FromMilliseconds(700), invocation.Time);
        var debate = parse.GetValue(_debate);
        var settings = new SessionSettings(
            debate,
            debate ? AtLeast(1, parse.GetValue(_rounds), "--rounds") : 1,
            AtLeast(1, parse.GetValue(_samples), "--samples"),
            seed,
            parse.GetValue(_ranked),
            Quorum(parse.GetValue(_quorum), lineup.Count),
            Budget(parse.GetValue(_budget)),
            AtLeast(1, parse.GetValue(_seatSeconds), "--seat-seconds"),
            AtLeast(1, parse.GetValue(_sessionSeconds), "--session-seconds"));
        var opened = invocation.Time.GetUtcNow();
        var plan = new SessionPlan(SessionId.New(opened), opened, question, [.. lineup.Select(s => s.Seat)], null, settings);
        return await SessionRun.RunAsync(invocation, plan, lineup, null, null, cancellation).ConfigureAwait(false);
    }

    private static int AtLeast(int least, int value, string option) =>
        value >= least ? value : throw new UserError(ExitCode.Usage, $"{option} is {value}; give a whole number from {least} up.");

    private static int Quorum(int? given, int seats) =>
        given is null ? (seats / 2) + 1
        : given >= 1 && given <= seats ? given.Value
        : throw new UserError(ExitCode.Usage, $"--quorum is {given}; give a number from 1 to {seats}, the size of the panel.");

    private static long? Budget(decimal? dollars) => dollars switch
    {
        null => null,
        > 0 and < 1_000_000_000 => (long)(dollars.Value * 1_000_000),
        _ => throw new UserError(ExitCode.Usage, $"--budget is {dollars}; give US dollars above zero, such as 0.50."),
    };
}
