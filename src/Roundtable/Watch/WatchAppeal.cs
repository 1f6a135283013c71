using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Watch;

/// <summary><c>watch appeal</c> and <c>watch answer</c>: what a caller says to a finding, and what is said to that.</summary>
internal static class WatchAppeal
{
    private static readonly Argument<string> _finding = new("FINDING") { Description = "The finding's id." };

    private static readonly Argument<long> _appeal = new("APPEAL") { Description = "The appeal's leaf." };

    private static readonly Argument<string> _decision = new("DECISION") { Description = "upheld, lowered or withdrawn." };

    private static readonly Option<string> _text = new("--text") { Description = "Why.", HelpName = "TEXT", Required = true };

    private static readonly Option<string> _by = new("--by")
    {
        Description = "Who says it (default: this computer).",
        HelpName = "NAME",
        DefaultValueFactory = _ => Caller.Local.Name,
    };

    /// <summary>The command that enters an appeal.</summary>
    public static Command CreateAppeal() => Verb.Create(
        "appeal",
        "Put an appeal against a finding on the record.",
        [_finding, _text, _by],
        (invocation, cancellation) => TellAsync(invocation, "appeal", () => new WatchCases(invocation.Workspace).AppealAsync(
            invocation.Parse.GetRequiredValue(_finding), invocation.Parse.GetRequiredValue(_by), invocation.Parse.GetRequiredValue(_text), cancellation)));

    /// <summary>The command that answers one.</summary>
    public static Command CreateAnswer() => Verb.Create(
        "answer",
        "Answer an appeal: the finding is upheld, lowered to a notice, or withdrawn.",
        [_appeal, _decision, _text, _by],
        (invocation, cancellation) => TellAsync(invocation, "answer", () => new WatchCases(invocation.Workspace).AnswerAsync(
            invocation.Parse.GetRequiredValue(_appeal),
            invocation.Parse.GetRequiredValue(_by),
            invocation.Parse.GetRequiredValue(_decision),
            invocation.Parse.GetRequiredValue(_text),
            cancellation)));

    private static async Task<int> TellAsync(Invocation invocation, string what, Func<Task<long>> append)
    {
        var leaf = await append();
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(new JsonObject { ["leaf"] = leaf }) : $"The {what} is leaf {leaf}.");
        return ExitCode.Ok;
    }
}
