using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Witnesses;

namespace Roundtable.Disclosure.Attestations;

/// <summary>An attestation whose signature and leaf hold. Whether the files are the attested ones is for <see cref="AttestedFiles.Compare"/>.</summary>
/// <param name="Statement">What is attested.</param>
/// <param name="Leaf">The statement's leaf.</param>
/// <param name="Time">When the log took it.</param>
/// <param name="SignedBy">The log's key that signed the statement.</param>
/// <param name="CosignedBy">The witnesses of the policy that cosigned the checkpoint, by name; null where no policy was given.</param>
public sealed record VerifiedAttestation(FileStatement Statement, long Leaf, DateTimeOffset Time, VerifierKey SignedBy, IReadOnlyList<string>? CosignedBy)
{
    /// <summary>Verifies an attestation with nothing but itself, the proof beside it, the log's keys and the policy.</summary>
    /// <param name="bundle">The attestation.</param>
    /// <param name="proof">The proof of its leaf.</param>
    /// <param name="keys">The log's keys, as its owner published them; at least one.</param>
    /// <param name="policy">The required witnesses; null for none.</param>
    /// <exception cref="FormatException">When something does not hold; the message names it.</exception>
    public static VerifiedAttestation Verify(AttestationBundle bundle, LeafProof proof, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        var signer = bundle.SignedBy(keys) ?? throw new FormatException($"the statement is not signed by any trusted key; it says that {bundle.KeyId} did");
        var statement = FileStatement.Read(bundle.Payload);
        var (leaf, _) = proof.Verify(keys, policy);
        var (note, origin) = (proof.Proof.Checkpoint.Note, proof.Proof.Checkpoint.Checkpoint.Origin);
        if (statement.Log != origin || signer.Name != origin)
        {
            throw new FormatException($"the statement is of {statement.Log}, signed by {signer.Name}, and its leaf is one of {origin}");
        }

        // Lines of witnesses that nobody named say nothing and are passed over; one that was named and is wrong is a change.
        if (policy?.Witnesses.FirstOrDefault(w => note.Signatures.Any(s => s.KeyName == w.Key.Name && s.KeyId == w.Key.Id) && !note.IsSignedBy(w.Key))
            is { } wrong)
        {
            throw new FormatException($"the cosignature of {wrong.Key.Name} is wrong");
        }

        return leaf.Kind != LeafKind.Disclosure
                || !proof.Opened.TryGetValue("document", out var document) || !document.Content.AsSpan().SequenceEqual(bundle.Payload)
                ? throw new FormatException("the leaf that is proved beside it is not that of this statement")
            : statement.Leaf is { } entry && !leaf.Inputs.Contains(entry)
                ? throw new FormatException("the statement's leaf does not come from the entry that the statement names")
            : new VerifiedAttestation(statement, proof.Proof.Index, leaf.Time, signer, policy?.Cosigners(note));
    }
}
