using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Following;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Following;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log gossip</c>: checkpoints that people send each other, compared.</summary>
internal static class LogGossip
{
    private static readonly Argument<string[]> _files = new("file")
    {
        Description = "A checkpoint that somebody was shown, or the file 'seen' of somebody who follows the log; several are compared with each other too.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> _keys = new("--key")
    {
        Description = "The public key of a log that is neither this directory's own nor followed, or a file of keys.",
        HelpName = "KEY",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "gossip", "Compare checkpoints from several people with this log, with the logs that are followed, and with each other.", [_files, _keys], RunAsync);

    internal static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys), null);
        var results = await new GossipService(invocation.Workspace).CompareAsync(invocation.Parse.GetValue(_files)!, keys, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonArray([.. results.Select(r => (JsonNode)FollowJson.Of(r))]))
            : Neutralise.Text(string.Join('\n', results.Select(FollowText.Of))));
        return results.Any(r => r.Comparison is Comparison.Splits) ? ExitCode.CheckFailed
            : results.All(r => r.Comparison is Comparison.Agrees) ? ExitCode.Ok
            : ExitCode.NotKnown;
    }
}
