using System.CommandLine;
using Roundtable.Annotation.Evaluation;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Benches;

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

    /// <summary>The set with known answers.</summary>
    public static Argument<string?> Set { get; } = new("SET")
    {
        Description = "Questions with known answers: JSON Lines, CSV or Parquet, or a folder of them; with --votes a table of right answers.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } = [_votes, _seats, _match, _cascade, _seed, _out];

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
        Settings = new BenchSettings { Seed = parse.GetValue(_seed), Cascade = Names(parse.GetValue(_cascade)) },
        Out = parse.GetValue(_out),
    };

    private static string[]? Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
