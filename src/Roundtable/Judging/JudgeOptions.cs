using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Terms.Uses;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;

namespace Roundtable.Cli.Judging;

/// <summary>A question for a ruling on the command line.</summary>
internal static class JudgeOptions
{
    /// <summary><c>--as ORG</c>.</summary>
    public static Option<string?> As { get; } = new("--as")
    {
        Description = "The organisation that wants to (default: 'organisation' in roundtable.yaml).",
        HelpName = "ORG",
    };

    private static readonly Option<string[]> _use = new("--use")
    {
        Description = "What you want to do: " + UseText.Names + "; or all.",
        HelpName = "USE",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> _on = new("--on")
    {
        Description = "The day of the use (default: today, UTC). What has a day of its own is judged by the terms of that day.",
        HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<string?> _obtained = new("--obtained")
    {
        Description = "What if everything had been obtained on this day?",
        HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<string[]> _without = new("--without")
    {
        Description = "What if this had not been used? Can be given more than once.",
        HelpName = "SOURCE",
    };

    private static readonly Option<string?> _of = new("--of")
    {
        Description = "For a model: outputs or weights (default: its weights where they are published).",
        HelpName = "WHAT",
    };

    private static readonly Option<string?> _serves = new("--serves")
    {
        Description = "For deploy and resell: the organisation that is served.",
        HelpName = "ORG",
    };

    private static readonly Option<string?> _servedIn = new("--served-in")
    {
        Description = "For deploy and resell: the region of those who are served, two capital letters or EU.",
        HelpName = "REGION",
    };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_use, _on, As, _serves, _servedIn, _obtained, _without, _of];

    /// <summary>The question that an invocation asks.</summary>
    /// <exception cref="WorkspaceException">When it names no use.</exception>
    public static JudgeRequest Read(Invocation invocation, string content) => new(
        content,
        invocation.Parse.GetValue(_use) is { Length: > 0 } uses
            ? string.Join(',', uses)
            : throw new WorkspaceException(ErrorKind.InvalidInput, "Option '--use' is required: " + UseText.Names + "; or all."),
        invocation.Parse.GetValue(_on),
        invocation.Parse.GetValue(As),
        invocation.Parse.GetValue(_obtained),
        string.Join(',', invocation.Parse.GetValue(_without) ?? []),
        invocation.Parse.GetValue(_of),
        invocation.Parse.GetValue(_serves),
        invocation.Parse.GetValue(_servedIn));
}
