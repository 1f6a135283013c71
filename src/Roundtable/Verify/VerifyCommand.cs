using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Verify;

/// <summary><c>roundtable verify</c>: a bundle or a proof, checked with nothing but the file and the keys that are given.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> _file = new("FILE")
    {
        Description = "A bundle from 'log export', a proof from 'log prove' or 'disclose prove', an audit from 'disclose open', or an attestation from "
            + "'disclose attest' with its files.",
    };

    private static readonly Option<string?> _from = VerifyOptions.From();
    private static readonly Option<string[]> _keys = VerifyOptions.Keys("The public key that must have signed, as its owner published it.");

    private static readonly Option<string?> _policy = VerifyOptions.Policy();

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "verify", "Check a bundle, a proof, an audit or an attestation that somebody gave you. Needs no data directory, no network and no "
            + "configuration.", [_file, _keys, _policy, _from], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetValue(_file)!;
        var policy = PolicyFile.Read(invocation.Parse.GetValue(_policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys) ?? [], policy);
        var from = KeptCheckpoint.Read(invocation.Parse.GetValue(_from));
        GivenFile given;
        using (var counter = CountLine.Open(invocation, "leaves", every: 4096))
        {
            given = await GivenFile.VerifyAsync(path, keys, policy, from, counter, cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(given.Json()) : Neutralise.Text(given switch
        {
            GivenFile.Bundle { Found.Damage: { } damage } => $"{path} does not hold. {damage.Message}",
            GivenFile.Bundle { Found: var found } => $"{path} holds: {VerificationText.Counts(found)}; every hash, tile and commitment was recomputed."
                + $"{VerificationText.Simulated(found)}\nRoot {found.Root}\n{VerificationText.Signed(found.SignedBy!, keys)}"
                + VerificationText.Cosigned(found.CosignedBy),
            GivenFile.BrokenProof broken => $"{path} does not hold. {broken.Problem}",
            GivenFile.Disclosure disclosure => $"{path} holds: {disclosure.Summary}\n{VerificationText.Signed(disclosure.SignedBy, keys)}",
            GivenFile.Proof proof => Text(path, proof, keys),
            GivenFile.Attestation attestation => Text(path, attestation, keys),
            _ => throw new System.Diagnostics.UnreachableException($"Unknown result {given.GetType().Name}."),
        }));
        return given.Holds ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Text(string path, GivenFile.Proof given, IReadOnlyList<VerifierKey> keys)
    {
        var text = new StringBuilder();
        var (proof, leaf, signer, _) = given;
        var checkpoint = proof.Proof.Checkpoint.Checkpoint;
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{path} holds: this is leaf {proof.Proof.Index} of the {checkpoint.Size:N0} that {checkpoint.Origin} committed to.");
        text.Append(VerificationText.Signed(signer, keys)).AppendLine(VerificationText.Cosigned(given.CosignedBy)).AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{LeafKindText.Kind(leaf.Kind)}, {leaf.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} "
                + $"UTC{(leaf.Simulated ? ", SIMULATED: a rehearsal panelist, no model" : "")}");
        if (leaf.Producer is { } producer)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{producer.Requested}{(producer.Served is { } served && served != producer.Requested ? $", served as {served}" : "")}, through "
                    + $"{producer.Connection}");
        }

        foreach (var (member, field) in proof.Opened)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Its {member}, as the leaf commits to it:")
                .AppendLine(Encoding.UTF8.GetString(field.Content));
        }

        var closed = leaf.Commitments.Keys.Except(proof.Opened.Keys, StringComparer.Ordinal).ToList();
        return text.Append(closed.Count > 0 ? $"\nNot opened: {string.Join(", ", closed)}." : "").ToString().TrimEnd();
    }

    private static string Text(string path, GivenFile.Attestation given, IReadOnlyList<VerifierKey> keys)
    {
        var (attested, files) = (given.Of, given.Files);
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{path} {(given.Holds ? "holds" : "does not hold for the files beside it")}: {files.Same:N0} of {attested.Statement.Files.Count:N0} files are as "
                + $"attested for {attested.Statement.Entry}, leaf {attested.Leaf} of {attested.Statement.Log}, "
                + $"{attested.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.\n");
        string[] faults =
        [
            .. files.Missing.Select(n => $"missing: {n}"), .. files.Changed.Select(n => $"changed: {n}"), .. files.Extra.Select(n => $"not attested: {n}"),
        ];
        foreach (var fault in faults)
        {
            text.Append("  ").Append(Neutralise.Line(fault)).Append('\n');
        }

        return text.Append(VerificationText.Signed(attested.SignedBy, keys)).Append(VerificationText.Cosigned(attested.CosignedBy)).ToString();
    }
}
