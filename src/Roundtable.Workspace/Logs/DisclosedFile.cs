using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Attestations;
using Roundtable.Disclosure.Audits;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Proofs;
using Roundtable.Record.Witnesses;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Logs;

/// <summary>Verifies audits, proofs of rows and attestations of files that somebody gave.</summary>
internal static class DisclosedFile
{
    public static GivenFile Verify(string path, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, CancellationToken cancellation)
    {
        if (keys.Count == 0)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{Neutralise.Line(path)} names no key to believe: give that of the owner's log with --key or --policy.");
        }

        var bytes = File.ReadAllBytes(path);
        try
        {
            return Format(bytes) switch
            {
                (_, not null) => Attestation(path, AttestationBundle.Read(bytes), keys, policy, cancellation),
                (RowProof.Current, _) => Row(RowProof.Read(bytes), keys, policy),
                _ => Audit(AuditFile.Read(bytes), keys, policy),
            };
        }
        catch (FormatException e)
        {
            return new GivenFile.BrokenProof($"{char.ToUpperInvariant(e.Message[0])}{e.Message[1..].TrimEnd('.')}.");
        }
    }

    private static (string? Format, string? MediaType) Format(byte[] bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes);
            return ((string?)json?["format"], (string?)json?["mediaType"]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("it is neither a bundle nor a proof nor an audit nor an attestation", e);
        }
    }

    private static GivenFile.Attestation Attestation(
        string path, AttestationBundle bundle, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, CancellationToken cancellation)
    {
        var beside = new FileInfo(path + AttestationBundle.ProofEnd);
        var proof = !beside.Exists ? throw new FormatException($"the proof of its leaf, {beside.Name}, is not beside it")
            : beside.Length > TlogProof.MaxBytes ? throw new FormatException($"{beside.Name} is larger than any proof")
            : LeafProof.Parse(File.ReadAllBytes(beside.FullName));
        var verified = VerifiedAttestation.Verify(bundle, proof, keys, policy);
        return new GivenFile.Attestation(verified, AttestedFiles.Compare(verified.Statement, path, cancellation));
    }

    private static GivenFile.Disclosure Row(RowProof proof, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        var (corpus, row, signer) = proof.Verify(keys, policy);
        var name = Neutralise.Line(corpus.Name);
        var summary = row is not null
            ? $"a row with SHA-256 {proof.Content} is among the {Number(corpus.Rows)} of {name}, counted as "
                + $"{Neutralise.Line(corpus.Classes[row.Class].ToString())}."
            : $"no row with SHA-256 {proof.Content} is among the {Number(corpus.Distinct)} different ones that {name} is said to have.";
        return new GivenFile.Disclosure(
            summary,
            new JsonObject
            {
                ["ok"] = true,
                ["corpus"] = corpus.Name,
                ["content"] = proof.Content.ToString(),
                ["present"] = row is not null,
                ["class"] = row is not null ? corpus.Classes[row.Class].Json() : null,
                ["commitment"] = proof.Commitment.Index,
                ["signedBy"] = signer.ToString(),
            },
            signer);
    }

    private static GivenFile.Disclosure Audit(AuditFile file, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        var audit = AuditVerifier.Verify(file, keys, policy);
        var (drawn, missing) = (audit.Strata.Sum(s => s.Rows.Count), audit.Strata.Sum(s => s.Rows.Count(r => r is null)));
        return new GivenFile.Disclosure(
            $"{Number(audit.Rows.Count)} of {Number(audit.Corpus.Rows)} rows of {Neutralise.Line(audit.Corpus.Name)} are opened for {Number(drawn)} draws, "
                + $"{Number(missing)} draws are not answered. What the rows are is not judged: 'roundtable disclose judge' does.",
            new JsonObject
            {
                ["ok"] = true,
                ["corpus"] = audit.Corpus.Name,
                ["rows"] = audit.Corpus.Rows,
                ["commitment"] = audit.CommitmentLeaf,
                ["challenge"] = audit.ChallengeLeaf,
                ["by"] = audit.Challenge.By,
                ["opened"] = audit.Rows.Count,
                ["drawn"] = drawn,
                ["notOpened"] = missing,
                ["signedBy"] = audit.SignedBy.ToString(),
                ["cosignedBy"] = new JsonArray([.. audit.CosignedBy.Select(w => (JsonNode)w)]),
            },
            audit.SignedBy);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
