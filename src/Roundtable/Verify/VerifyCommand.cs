using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Verify;

/// <summary><c>roundtable verify</c>: a bundle or a proof, checked with nothing but the file and the keys that are given.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> _file = new("FILE") { Description = "A bundle from 'log export' or a proof from 'log prove'." };
    private static readonly Option<string?> _from = VerifyOptions.From();
    private static readonly Option<string[]> _keys = VerifyOptions.Keys("The public key that must have signed, as its owner published it.");

    private static readonly Option<string?> _policy = VerifyOptions.Policy();

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "verify", "Check a bundle or a proof that somebody gave you. Needs no data directory, no network and no "
            + "configuration.", [_file, _keys, _policy, _from], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetValue(_file)!;
        var policy = PolicyFile.Read(invocation.Parse.GetValue(_policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys) ?? [], policy);
        var from = KeptCheckpoint.Read(invocation.Parse.GetValue(_from));
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {path}.");
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var start = new byte[TlogProof.Header.Length];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return Encoding.ASCII.GetString(start, 0, read) == TlogProof.Header
            ? await ProofAsync(invocation, path, keys, policy, from, cancellation)
            : await BundleAsync(invocation, path, file, keys, policy, from, cancellation);
    }

    private static async Task<int> BundleAsync(
        Invocation invocation, string path, Stream file, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, Checkpoint? from, CancellationToken cancellation)
    {
        Verification found;
        using (var counter = CountLine.Open(invocation, "leaves", every: 4096))
        {
            found = await Task.Run(() => BundleVerifier.Verify(file, keys, from, cancellation, policy, counter), cancellation);
        }

        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(VerificationText.Json(found))
            : found.Damage is { } damage
                ? $"{path} does not hold. {Neutralise.Line(damage.Message)}"
                : $"{path} holds: {VerificationText.Counts(found)}; every hash, tile and commitment was "
                    + $"recomputed.{VerificationText.Simulated(found)}\nRoot {found.Root}\n{Signed(found.SignedBy!, keys)}");
        return found.Damage is null ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static async Task<int> ProofAsync(
        Invocation invocation, string path, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, Checkpoint? from, CancellationToken cancellation)
    {
        if (from is not null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A proof speaks of one checkpoint; --from is for bundles and for 'log verify'.");
        }

        string? problem = null;
        LeafProof? proof = null;
        (Leaf Leaf, VerifierKey SignedBy)? held = null;
        try
        {
            if (new FileInfo(path).Length > TlogProof.MaxBytes)
            {
                throw new FormatException("It is larger than any proof.");
            }

            proof = LeafProof.Parse(await File.ReadAllBytesAsync(path, cancellation));
            held = proof.Verify(keys, policy);
        }
        catch (FormatException e)
        {
            problem = e.Message;
        }

        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(Json(problem, proof, held?.SignedBy))
            : problem is not null
                ? $"{path} does not hold. {Neutralise.Line(problem)}"
                : Neutralise.Text(Text(path, proof!, held!.Value.Leaf, held.Value.SignedBy, keys)));
        return problem is null ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Text(string path, LeafProof proof, Leaf leaf, VerifierKey signer, IReadOnlyList<VerifierKey> keys)
    {
        var text = new StringBuilder();
        var checkpoint = proof.Proof.Checkpoint.Checkpoint;
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{path} holds: this is leaf {proof.Proof.Index} of the {checkpoint.Size:N0} that {checkpoint.Origin} committed to.");
        text.AppendLine(Signed(signer, keys)).AppendLine();
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

    private static string Signed(VerifierKey signer, IReadOnlyList<VerifierKey> keys) => keys.Count > 0
        ? $"Signed by the key you gave, {signer.Name}+{signer.Id:x8}."
        : $"Signed by {signer}\nThat key came with the file: hold it against the one its owner published, or give that one with --key.";

    private static JsonObject Json(string? problem, LeafProof? proof, VerifierKey? signer) => problem is not null
        ? new() { ["ok"] = false, ["problem"] = problem }
        : new()
        {
            ["ok"] = true,
            ["leaf"] = proof!.Proof.Index,
            ["size"] = proof.Proof.Checkpoint.Checkpoint.Size,
            ["origin"] = proof.Proof.Checkpoint.Checkpoint.Origin,
            ["signedBy"] = signer!.ToString(),
            ["entry"] = JsonNode.Parse(proof.Entry),
            ["opened"] = new JsonObject(proof.Opened.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)Convert.ToBase64String(o.Value.Content)))),
        };
}
