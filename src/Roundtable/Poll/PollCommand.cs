using System.CommandLine;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.Ask;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Runs;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Poll;

/// <summary><c>roundtable poll</c>: a poll of many questions, one on each row.</summary>
internal static class PollCommand
{
    private static readonly Argument<string> _items = new("items")
    {
        Description = "The questions: JSON Lines, a JSON array, CSV, TSV or Parquet with a row for each.",
    };

    private static readonly Option<string> _template = new("--template")
    {
        Description = "The question with {columns} of the row; {{ and }} are braces.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "{question}",
    };

    private static readonly Option<string[]> _option = new("--option", "-o")
    {
        Description = "An option, the same for every row; give two to twenty-six. Without any, each row has its own.",
        HelpName = "TEXT",
    };

    private static readonly Option<string> _options = new("--options")
    {
        Description = "The column with each row's options: a JSON array, or texts with '|' between them.",
        HelpName = "COLUMN",
        DefaultValueFactory = _ => "options",
    };

    private static readonly Option<int> _samples = new("--samples")
    {
        Description = "How often each seat answers, over different orders of the options.",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<long> _seed = new("--seed")
    {
        Description = "Random seed of the options' orders; same seed, same order.",
        HelpName = "N",
        DefaultValueFactory = _ => RunSettings.UsualSeed,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "poll",
        "Put many questions to a panel, one on each row of a file; each gets a tally and a verdict.",
        [
            _items, _template, _option, _options, AskOptions.Panel, AskOptions.Models, _samples, _seed, AskOptions.Quorum, AskOptions.For,
            AskOptions.SeatSeconds,
            .. RunOptions.All, .. SeatOptions.All,
        ],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var options = (parse.GetValue(_option) ?? []).Select(o => o.Trim()).ToList();
        var console = new RunConsole(invocation);
        var prepared = await new RunService(console.Workspace).PrepareAsync(
            new RunRequest
            {
                Kind = RunKind.Poll,
                Items = parse.GetValue(_items)!,
                Template = parse.GetValue(_template)!,
                Question = new RunQuestion.Choice(options),
                IdColumn = parse.GetValue(RunOptions.Id),
                OptionsColumn = options.Count > 0 ? null : parse.GetValue(_options),
                Panel = parse.GetValue(AskOptions.Panel),
                Seats = parse.GetValue(AskOptions.Models) is { Length: > 0 } models ? [.. models.Select(m => new SeatPlan(m))] : null,
                SeatDefaults = SeatOptions.Read(parse),
                Samples = parse.GetValue(_samples),
                Seed = parse.GetValue(_seed),
                SeatSeconds = parse.GetValue(AskOptions.SeatSeconds),
                Quorum = parse.GetValue(AskOptions.Quorum),
                StopAt = parse.GetValue(RunOptions.Adaptive),
                For = parse.GetValue(AskOptions.For) ?? [],
                Limits = RunOptions.Limits(parse),
                Reuse = RunOptions.Reuse(parse),
                Batch = BatchOptions.Read(parse),
                BatchOrLive = parse.GetValue(BatchOptions.OrLive),
                Out = parse.GetValue(RunOptions.Out),
            },
            cancellation);
        var (folder, outcome) = await console.BeginAsync(prepared, cancellation);
        return await console.ReportAsync(folder, outcome);
    }
}
