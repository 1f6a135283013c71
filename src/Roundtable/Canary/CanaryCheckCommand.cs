using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Verify;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Canary;

/// <summary><c>roundtable canary check</c>: whoever is shown a canary checks it, with nothing but what was given.</summary>
internal static class CanaryCheckCommand
{
    private static readonly Argument<string> _opened = new("OPENED") { Description = "What 'canary open --json' wrote." };
    private static readonly Argument<string> _proof = new("PROOF") { Description = "The proof of its leaf, from 'log prove LEAF --open document'." };
    private static readonly Option<string[]> _keys = VerifyOptions.Keys("The public key that must have signed, as its owner published it.");
    private static readonly Option<string?> _policy = VerifyOptions.Policy();

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "check",
        "Check a canary that somebody opened to you against the proof of its leaf. Needs no data directory and no network. Exit code 1 if it does not hold.",
        [_opened, _proof, _keys, _policy], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var policy = PolicyFile.Read(invocation.Parse.GetValue(_policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys) ?? [], policy);
        var check = await CanaryCheck.RunAsync(
            invocation.Parse.GetRequiredValue(_opened), invocation.Parse.GetRequiredValue(_proof), keys, policy, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(check.Json())
            : check is { Problem: null, Proof: { } proof }
                ? Neutralise.Text(
                    $"It holds: leaf {proof.Of.Proof.Index} of {proof.Of.Proof.Checkpoint.Checkpoint.Origin} committed to canary {check.Number} on "
                    + $"{CanaryJson.Time(proof.Leaf.Time)}.\nText: {check.Text}\n{VerificationText.Signed(proof.SignedBy, keys)}"
                    + VerificationText.Cosigned(proof.CosignedBy))
            : Neutralise.Text($"It does not hold. {check.Problem}"));
        return check.Problem is null ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
