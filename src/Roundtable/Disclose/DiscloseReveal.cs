using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose reveal</c>: the nonce, once the sample is decided.</summary>
internal static class DiscloseReveal
{
    private static readonly Argument<string> _proof = new("PROOF") { Description = "The owner's proof that the challenge is on the record." };
    private static readonly Option<string> _nonce = new("--nonce") { Description = "The file with your nonce.", HelpName = "FILE", Required = true };
    private static readonly Option<string> _out = new("--out") { Description = "The file for the owner.", HelpName = "FILE", Required = true };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "reveal",
        "For auditors: check that the challenge is on the record and cosigned, and reveal the nonce.",
        [_proof, _nonce, _out, DiscloseOptions.Keys, DiscloseOptions.Policy],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var output = invocation.Parse.GetRequiredValue(_out);
        var trust = DiscloseOptions.Trust(invocation);
        var (_, leaf, first) = AuditorService.Reveal(
            invocation.Parse.GetRequiredValue(_proof), trust, invocation.Parse.GetRequiredValue(_nonce), output);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["file"] = output, ["challenge"] = leaf, ["size"] = first.Size, ["root"] = first.Root.ToString() })
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The sample is decided by the checkpoint of {first.Size:N0} leaves of {Neutralise.Line(first.Origin)}. Give {Neutralise.Line(output)} to the "
                    + $"owner, who answers with 'roundtable disclose open'."));
        return ExitCode.Ok;
    }
}
