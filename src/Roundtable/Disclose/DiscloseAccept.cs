using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose accept</c>: an auditor's challenge on the owner's record.</summary>
internal static class DiscloseAccept
{
    private static readonly Argument<string> _challenge = new("CHALLENGE") { Description = "The auditor's file." };
    private static readonly Option<string> _out = new("--out") { Description = "The proof to give the auditor.", HelpName = "FILE", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "accept", "Put an auditor's challenge on the record, and have a checkpoint cosigned that covers it.", [_challenge, _out], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var output = invocation.Parse.GetRequiredValue(_out);
        var leaf = await new AuditedService(invocation.Workspace).AcceptAsync(invocation.Parse.GetRequiredValue(_challenge), output, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["leaf"] = leaf, ["proof"] = output })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The challenge is leaf {leaf}. Give {Neutralise.Line(output)} to the auditor, who reveals the nonce with 'roundtable disclose reveal'."));
        return ExitCode.Ok;
    }
}
