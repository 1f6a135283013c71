using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Watching;

namespace Roundtable.Cli.Watch;

/// <summary><c>watch merge</c>: the parts of all shards of a round, merged; after the last round the report.</summary>
internal static class WatchMerge
{
    private static readonly Argument<string[]> _parts = new("FILE")
    {
        Description = "The parts of all shards of one round, in any order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = "What the round is merged into, for --after of the next; after the last round the report (Markdown, or JSON where the name ends with "
            + ".json).",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = "After the last round: exit code 5 if a finding has this grade or a graver one: notice, question, throttle or suspend.",
        HelpName = "GRADE",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do not record the report." };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "merge",
        "Merge the parts of all shards of a round. After the fourth and last round the report is made: its findings are those of one process.",
        [_parts, _out, _failOn, _dryRun],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var (parse, failOn) = (invocation.Parse, WatchCommand.Grade(invocation.Parse.GetValue(_failOn)));
        var (round, report) = await new WatchShards(invocation.Workspace).MergeAsync(
            parse.GetRequiredValue(_parts), parse.GetValue(_out), Workspace.Access.Caller.Local.Name, !parse.GetValue(_dryRun), cancellation);
        if (report is not null)
        {
            await WatchCommand.WriteAsync(invocation, report, parse.GetValue(_out), cancellation);
            return WatchCommand.CodeOf(report, failOn);
        }

        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["round"] = round, ["rounds"] = ShardRounds.Count })
            : string.Create(CultureInfo.InvariantCulture,
                $"Round {round} of {ShardRounds.Count} is merged: run each shard again with --after {parse.GetValue(_out)}."));
        return ExitCode.Ok;
    }
}
