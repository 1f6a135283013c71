using System.CommandLine;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.Ask;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Runs;

namespace Roundtable.Cli.Benches;

/// <summary>The options of <c>roundtable bench</c>.</summary>
internal static class BenchOptions
{
    private static readonly Option<string?> _votes = new("--votes")
    {
        Description = "Replay votes from a table (.tsv, .csv, also .gz) instead of asking: question, gold and a column for each seat.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _seats = new("--seats")
    {
        Description = "With --votes: only these seats, separated by commas.",
        HelpName = "NAMES",
    };

    private static readonly Option<string?> _match = new("--match")
    {
        Description = "How answers are compared: option, numeric (1,000 equals 1e3) or exact (default: by the set).",
        HelpName = "HOW",
    };

    private static readonly Option<string[]> _rules = new("--rule")
    {
        Description = "Measure this rule of aggregation too: glad, mace, dawid-skene, one-coin or learned; may be repeated. Some take long.",
        HelpName = "RULE",
    };

    private static readonly Option<string?> _cascade = new("--cascade")
    {
        Description = "Seats of a cascade, separated by commas: the last one answers where the others do not all agree (default: the two cheapest and the "
            + "dearest, where prices are known).",
        HelpName = "NAMES",
    };

    private static readonly Option<long> _seed = new("--seed")
    {
        Description = "Random seed of halves, resamples and orders; same seed, same report.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> _out = new("--out") { Description = "A folder that gets the report and the votes too.", HelpName = "DIR" };

    private static readonly Option<string?> _panel = new("--panel")
    {
        Description = "Ask a named panel ('roundtable panels' lists them), or 'rehearsal'.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> _models = new("--model", "-m")
    {
        Description = "A model to seat, as provider/name; may be repeated.",
        HelpName = "NAME",
    };

    private static readonly Option<bool> _debate = new("--debate")
    {
        Description = "Let the panel debate each question in several rounds; the report tells what the debate changed.",
    };

    private static readonly Option<int> _rounds = Number("--rounds", 2, "Maximum number of rounds of a debate.");

    private static readonly Option<int> _samples = Number(
        "--samples", 1, "How often each seat is asked the same question; as many as the panel has seats compare it with its best seat asked as often.");

    private static readonly Option<int> _seatSeconds = Number("--seat-seconds", 120, "Timeout of one answer in seconds.");

    private static readonly Option<int?> _limit = new("--limit") { Description = "Only N questions of the set, drawn at random by the seed.", HelpName = "N" };

    private static readonly Option<decimal?> _budget = new("--budget") { Description = "Maximum cost of the bench, in US dollars.", HelpName = "USD" };

    private static readonly Option<bool> _fresh = new("--fresh") { Description = "Ask every question again, also what was answered in an earlier run." };

    private static readonly Option<string[]> _for = new("--for")
    {
        Description = "What the answers are wanted for: nothing is asked unless every answer may be used so.",
        HelpName = "USE",
    };

    /// <summary>The set with known answers.</summary>
    public static Argument<string?> Set { get; } = new("SET")
    {
        Description = "Questions with known answers: JSON Lines, CSV or Parquet, or a folder of them; with --votes a table of right answers.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } =
    [
        _panel, _models, _debate, _rounds, _samples, _limit, _budget, _fresh, _for, _seatSeconds, .. SeatOptions.All,
        _votes, _seats, _match, _cascade, _rules, _seed, _out,
    ];

    /// <summary>What is asked for.</summary>
    /// <exception cref="WorkspaceException">When a value is not accepted.</exception>
    public static BenchRequest Read(ParseResult parse) => new()
    {
        Set = parse.GetValue(Set),
        Votes = parse.GetValue(_votes),
        Seats = Names(parse.GetValue(_seats)) ?? [],
        Match = parse.GetValue(_match) is not { } match ? null
            : Kebab.TryParse<AnswerMatch>(match, out var how) ? how
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Unknown way to compare '{Neutralise.Line(match)}'. Known ways: {string.Join(", ", Kebab.Names<AnswerMatch>())}."),
        Settings = new BenchSettings { Seed = parse.GetValue(_seed), Cascade = Names(parse.GetValue(_cascade)), Rules = parse.GetValue(_rules) ?? [] },
        Out = parse.GetValue(_out),
    };

    /// <summary>Who is asked, and how.</summary>
    /// <exception cref="WorkspaceException">When there is no set, or a value is not accepted.</exception>
    public static BenchAsk ReadAsk(ParseResult parse, BenchRequest request)
    {
        var problem = request.Set is null ? "Nothing to bench: give a set with known answers and --panel, or a table of votes with --votes."
            : request.Seats.Count > 0 ? "--seats takes seats of a table of votes: give it with --votes."
            : parse.GetValue(_budget) is <= 0 ? "--budget is a number of US dollars above 0."
            : null;
        return problem is not null ? throw new WorkspaceException(ErrorKind.InvalidInput, problem) : new BenchAsk
        {
            Panel = parse.GetValue(_panel),
            Models = parse.GetValue(_models) ?? [],
            SeatDefaults = SeatOptions.Read(parse),
            Debate = parse.GetValue(_debate),
            Rounds = parse.GetValue(_rounds),
            Samples = parse.GetValue(_samples),
            SeatSeconds = parse.GetValue(_seatSeconds),
            Limit = parse.GetValue(_limit),
            Limits = new RunLimits(MicroDollars: (long?)(parse.GetValue(_budget) * 1_000_000m)),
            Reuse = parse.GetValue(_fresh) ? Reuse.None : Reuse.SameModel,
            For = parse.GetValue(_for) ?? [],
        };
    }

    private static Option<int> Number(string name, int value, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };

    private static string[]? Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
