using System.CommandLine;
using Roundtable.Annotation.Runs;
using Roundtable.Workspace;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Cli.Runs;

/// <summary>Options that every verb has which puts one question form to many items.</summary>
internal static class RunOptions
{
    /// <summary><c>--out DIR</c>.</summary>
    public static Option<string?> Out { get; } = new("--out")
    {
        Description = "Folder for the run's files (default: one in the data directory).",
        HelpName = "DIR",
    };

    /// <summary><c>--id COLUMN</c>.</summary>
    public static Option<string?> Id { get; } = new("--id")
    {
        Description = "The column with the items' ids (default: 'id' where there is one, else rows are numbered).",
        HelpName = "COLUMN",
    };

    /// <summary><c>--adaptive [P]</c>.</summary>
    public static Option<double?> Adaptive { get; } = new("--adaptive")
    {
        Description = "Ask cheap seats first, and no further one where the leading option has this probability, such as 0.9.",
        HelpName = "P",
    };

    /// <summary><c>--fresh</c>.</summary>
    public static Option<bool> Fresh { get; } = new("--fresh") { Description = "Ask everything, even what was answered before." };

    /// <summary><c>--reuse-any</c>.</summary>
    public static Option<bool> ReuseAny { get; } = new("--reuse-any")
    {
        Description = "Reuse answers whichever model the alias served when they were given.",
    };

    /// <summary><c>--max-calls N</c>.</summary>
    public static Option<long?> MaxCalls { get; } = new("--max-calls") { Description = "Maximum number of calls of the whole run.", HelpName = "N" };

    /// <summary><c>--max-run-tokens N</c>.</summary>
    public static Option<long?> MaxTokens { get; } = new("--max-run-tokens")
    {
        Description = "Maximum number of tokens of the whole run, prompts and answers together.",
        HelpName = "N",
    };

    /// <summary><c>--budget USD</c>.</summary>
    public static Option<decimal?> Budget { get; } = new("--budget") { Description = "Maximum cost of the whole run, in US dollars.", HelpName = "USD" };

    /// <summary><c>--dry-run</c>.</summary>
    public static Option<bool> DryRun { get; } = new("--dry-run")
    {
        Description = $"Ask about the first {RunConsole.DryRunItems} items only; 'roundtable runs resume' goes on with the rest.",
    };

    /// <summary><c>--yes</c>.</summary>
    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask whether to go on after the first items." };

    /// <summary><c>--notify COMMAND</c>.</summary>
    public static Option<string?> Notify { get; } = new("--notify")
    {
        Description = "A command to run when the run ends; ROUNDTABLE_RUN, ROUNDTABLE_RUN_STATE and ROUNDTABLE_RUN_FOLDER are set for it.",
        HelpName = "COMMAND",
    };

    /// <summary><c>--webhook URL</c>.</summary>
    public static Option<string?> Webhook { get; } = new("--webhook")
    {
        Description = $"An address to post a signed message to when the run ends; {Notice.SecretVariable} holds the secret.",
        HelpName = "URL",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Symbol> All { get; } =
    [
        Out, Id, Adaptive, Fresh, ReuseAny, MaxCalls, MaxTokens, Budget, DryRun, BatchOptions.Batch, BatchOptions.OrLive, BatchOptions.Expired, Yes, Notify,
        Webhook,
    ];

    /// <summary>The limits that were given.</summary>
    /// <exception cref="WorkspaceException">When one is not above 0.</exception>
    public static RunLimits Limits(ParseResult parse)
    {
        var limits = new RunLimits(
            parse.GetValue(MaxCalls), parse.GetValue(MaxTokens), parse.GetValue(Budget) is { } dollars ? (long)(dollars * 1_000_000) : null);
        return limits.Calls < 1 || limits.Tokens < 1 || limits.MicroDollars < 1
            ? throw new WorkspaceException(ErrorKind.InvalidInput, "--max-calls, --max-run-tokens and --budget take a number above 0.")
            : limits;
    }

    /// <summary>Which answers may be used again.</summary>
    /// <exception cref="WorkspaceException">When both options were given.</exception>
    public static Reuse Reuse(ParseResult parse) => (parse.GetValue(Fresh), parse.GetValue(ReuseAny)) switch
    {
        (true, true) => throw new WorkspaceException(ErrorKind.InvalidInput, "Give --fresh or --reuse-any, not both."),
        (true, _) => Workspace.Runs.Reuse.None,
        (_, true) => Workspace.Runs.Reuse.Any,
        _ => Workspace.Runs.Reuse.SameModel,
    };
}
