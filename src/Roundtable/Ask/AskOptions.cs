using System.CommandLine;

namespace Roundtable.Cli.Ask;

/// <summary>The arguments and options of <c>roundtable ask</c>.</summary>
internal static class AskOptions
{
    /// <summary>The question or its file.</summary>
    public static Argument<string> Question { get; } = new("question") { Description = "The question, or a Markdown or text file that holds it." };

    /// <summary><c>--option TEXT</c>.</summary>
    public static Option<string[]> Options { get; } = new("--option", "-o")
    {
        Description = "An option to vote for; give two to twenty-six.",
        HelpName = "TEXT",
    };

    /// <summary><c>--open</c>.</summary>
    public static Option<bool> Open { get; } = new("--open") { Description = "No options: each seat states a position of its own." };

    /// <summary><c>--review</c>.</summary>
    public static Option<bool> Review { get; } = new("--review")
    {
        Description = "For an answer in full: seats rank the others' answers and name errors in them.",
    };

    /// <summary><c>--schema FILE</c>.</summary>
    public static Option<string?> Schema { get; } = new("--schema")
    {
        Description = "For an answer in full: a JSON Schema for every answer; fields are fused one by one.",
        HelpName = "FILE",
    };

    /// <summary><c>--scout N</c>.</summary>
    public static Option<int> Scout { get; } = new("--scout")
    {
        Description = "For an answer in full: ask the N cheapest seats first, and the others only where those differ.",
        HelpName = "N",
    };

    /// <summary><c>--debate</c>.</summary>
    public static Option<bool> Debate { get; } = new("--debate") { Description = "Later rounds follow, in which seats see the others' arguments." };

    /// <summary><c>--rounds N</c>.</summary>
    public static Option<int> Rounds { get; } = Number("--rounds", "N", 2, "The most rounds of a debate.");

    /// <summary><c>--samples K</c>.</summary>
    public static Option<int> Samples { get; } = Number("--samples", "K", 1, "How often each seat answers, over different orders of the options.");

    /// <summary><c>--seed N</c>.</summary>
    public static Option<long?> Seed { get; } = new("--seed") { Description = "Draws every order the same way again.", HelpName = "N" };

    /// <summary><c>--budget USD</c>.</summary>
    public static Option<decimal?> Budget { get; } = new("--budget") { Description = "The most the session may cost, in US dollars.", HelpName = "USD" };

    /// <summary><c>--ranked</c>.</summary>
    public static Option<bool> Ranked { get; } = new("--ranked") { Description = "Each vote ranks all options, for recounts under Borda or Schulze." };

    /// <summary><c>--quorum N</c>.</summary>
    public static Option<int?> Quorum { get; } = new("--quorum")
    {
        Description = "How many seats must vote for a verdict (default: more than half).",
        HelpName = "N",
    };

    /// <summary><c>--context FILE</c>.</summary>
    public static Option<string[]> Context { get; } = new("--context")
    {
        Description = "A file that the panel reads beside the question: text, Markdown, PDF, or an image for models that see it; may be repeated.",
        HelpName = "FILE",
    };

    /// <summary><c>--panel NAME</c>.</summary>
    public static Option<string?> Panel { get; } = new("--panel")
    {
        Description = "A named panel ('roundtable panels' lists them), or 'rehearsal'.",
        HelpName = "NAME",
    };

    /// <summary><c>--model NAME</c>.</summary>
    public static Option<string[]> Models { get; } = new("--model", "-m")
    {
        Description = "A model to seat, as provider/name; may be repeated, also with the same model.",
        HelpName = "NAME",
    };

    /// <summary><c>--as-is</c>.</summary>
    public static Option<bool> AsIs { get; } = new("--as-is") { Description = "Do not warn where the options cannot answer the question." };

    /// <summary><c>--seat-seconds S</c>.</summary>
    public static Option<int> SeatSeconds { get; } = Number("--seat-seconds", "S", 120, "Time limit of one answer, in seconds.");

    /// <summary><c>--session-seconds S</c>.</summary>
    public static Option<int> SessionSeconds { get; } = Number("--session-seconds", "S", 1800, "Time limit of the whole session, in seconds.");

    /// <summary><c>--for USE</c>.</summary>
    public static Option<string[]> For { get; } = new("--for")
    {
        Description = "What the answers are wanted for ('roundtable judge --help' names the uses): nothing is asked unless every answer may be used so.",
        HelpName = "USE",
    };

    /// <summary><c>--quiet</c>.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "With --json: no progress on standard error.",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } =
    [
        Question, Options, Open, Review, Schema, Scout, Debate, Rounds, Samples, Seed, Panel, Models, Budget, Ranked, Quorum, Context, For, AsIs,
        SeatSeconds, SessionSeconds, .. SeatOptions.All, Quiet,
    ];

    private static Option<int> Number(string name, string help, int value, string description) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => value };
}
