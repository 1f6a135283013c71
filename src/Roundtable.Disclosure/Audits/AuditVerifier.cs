using System.Text;
using System.Text.Json;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Witnesses;

namespace Roundtable.Disclosure.Audits;

/// <summary>An answered challenge whose every hash and signature was recomputed.</summary>
/// <param name="Corpus">What was committed to.</param>
/// <param name="CommitmentLeaf">Where.</param>
/// <param name="Challenge">The challenge.</param>
/// <param name="ChallengeLeaf">Where.</param>
/// <param name="SignedBy">The log's key.</param>
/// <param name="CosignedBy">Names of the witnesses that cosigned both checkpoints.</param>
/// <param name="CommittedOn">When the log took the commitment.</param>
/// <param name="RevealedOn">When the log took the nonce.</param>
/// <param name="Rows">The opened rows.</param>
/// <param name="Strata">What was drawn; for each draw the place in <paramref name="Rows"/>, null where the row was not opened.</param>
public sealed record VerifiedAudit(
    CommittedCorpus Corpus,
    long CommitmentLeaf,
    Challenge Challenge,
    long ChallengeLeaf,
    VerifierKey SignedBy,
    IReadOnlyList<string> CosignedBy,
    DateTimeOffset CommittedOn,
    DateTimeOffset RevealedOn,
    IReadOnlyList<VerifiedRow> Rows,
    IReadOnlyList<(DrawnStratum Drawn, IReadOnlyList<int?> Rows)> Strata);

/// <summary>Verifies answered challenges with nothing but the file, the log's key and the policy.</summary>
public static class AuditVerifier
{
    /// <summary>Verifies a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="keys">The log's keys, as its owner published them; at least one.</param>
    /// <param name="policy">The witnesses that the reader trusts; null to take those of the challenge.</param>
    /// <exception cref="FormatException">When something in it does not hold; the message names it.</exception>
    public static VerifiedAudit Verify(AuditFile file, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy)
    {
        // Whose cosignatures may stand in the notes is told by the challenge, which is believed only when it has been proved.
        var challenge = Named("challenge", () => Challenge.Read(file.Challenge.Document));
        var (first, signer) = Named("first checkpoint", () => Note(file.First, keys, challenge.Witnesses, policy));
        var (last, _) = Named("last checkpoint", () => Note(file.Last, keys, challenge.Witnesses, policy));
        if (first.Checkpoint.Origin != last.Checkpoint.Origin || first.Checkpoint.Size > last.Checkpoint.Size)
        {
            throw new FormatException("the checkpoints are of different logs, or in the wrong order");
        }

        var committed = Named("commitment", () => Leaf(file.Commitment, first.Checkpoint));
        Named("challenge", () => Leaf(file.Challenge, first.Checkpoint));
        var revealed = Named("revealed nonce", () => Leaf(file.Reveal, last.Checkpoint));
        var corpus = Named("commitment", () => CommittedCorpus.Read(file.Commitment.Document));
        var reveal = Named("revealed nonce", () => Reveal.Read(file.Reveal.Document));
        Named("challenge", () =>
        {
            challenge.Check(corpus);
            return challenge;
        });
        if (challenge.CommitmentLeaf != file.Commitment.Index || file.Commitment.Index >= file.Challenge.Index
            || reveal.ChallengeLeaf != file.Challenge.Index || reveal.Checkpoint != file.First || file.Reveal.Index < first.Checkpoint.Size)
        {
            throw new FormatException("commitment, challenge, checkpoint and revealed nonce do not refer to each other in this order");
        }

        var sample = AuditSample.Draw(corpus, challenge, Named("revealed nonce", () => reveal.Seed(challenge)));
        var rows = OpenedRows.Verify(corpus, file.Nodes, file.Blocks, file.Rows);
        var strata = sample.Select(s => (s, Covering(s, challenge.Unit, rows))).ToList();
        if (strata.SelectMany(s => s.Item2).OfType<int>().Distinct().Count() < rows.Count)
        {
            throw new FormatException("a row is opened that was not drawn: another sample was answered");
        }

        return new VerifiedAudit(
            corpus,
            file.Commitment.Index,
            challenge,
            file.Challenge.Index,
            signer,
            [.. challenge.Witnesses.Select(w => w.Name)],
            committed.Time,
            revealed.Time,
            rows,
            strata);
    }

    private static T Named<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new FormatException($"the {what}: {e.Message.TrimEnd('.')}", e);
        }
    }

    internal static (SignedCheckpoint Checkpoint, VerifierKey Signer) Note(
        string text, IReadOnlyList<VerifierKey> keys, IReadOnlyList<VerifierKey> witnesses, TrustPolicy? policy)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var signed = SignedCheckpoint.Parse(bytes);
        var note = signed.Note;
        if (!note.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            throw new FormatException("it is not in canonical form");
        }

        var signer = keys.FirstOrDefault(k => k.Name == signed.Checkpoint.Origin && note.IsSignedBy(k))
            ?? throw new FormatException("it is not signed by any trusted key of the log");
        VerifierKey[] known = [.. keys.Where(k => k.Type == SignatureType.Ed25519), .. witnesses];
        var signatures = note.Signatures.Select(s => (s.KeyName, s.KeyId)).ToList();
        return signatures.Distinct().Count() < signatures.Count
                || signatures.Exists(s => !Array.Exists(known, k => k.Name == s.KeyName && k.Id == s.KeyId && note.IsSignedBy(k)))
            ? throw new FormatException("it has a signature that is wrong, or of a key that neither you nor the challenge name")
            : witnesses.FirstOrDefault(w => !note.IsSignedBy(w)) is { } missing ? throw new FormatException($"{missing.Name} did not cosign it")
            : policy?.IsCosigned(note) == false ? throw new FormatException($"it {TrustPolicy.Shortfall}")
            : (signed, signer);
    }

    internal static Leaf Leaf(ProvedLeaf proved, Checkpoint checkpoint)
    {
        if (!InclusionProof.Verify(MerkleTree.LeafHash(proved.Entry), proved.Index, checkpoint.Size, proved.Path, checkpoint.Root.ToArray()))
        {
            throw new FormatException("its leaf is not in the log");
        }

        try
        {
            var leaf = Record.Entries.Leaf.Parse(proved.Entry);
            return leaf.Kind == LeafKind.Disclosure
                && leaf.Commitments.TryGetValue("document", out var commitment)
                && new Opening(Digest.Of(proved.Document), proved.Salt).Commitment == commitment
                ? leaf
                : throw new FormatException("its document is not the one that the log holds");
        }
        catch (JsonException e)
        {
            throw new FormatException($"its leaf cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The row that covers each draw; null where none does.</summary>
    private static IReadOnlyList<int?> Covering(DrawnStratum drawn, Unit unit, IReadOnlyList<VerifiedRow> rows)
    {
        var of = drawn.Stratum.Class;
        var ranges = rows.Select((r, i) => (Range: r.Extent.In(unit, of is not null), Row: i))
            .Where(r => (of is null || rows[r.Row].Class == of) && r.Range.Count > 0)
            .OrderBy(r => r.Range.From)
            .ToList();
        var starts = ranges.ConvertAll(r => r.Range.From);
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i - 1].Range.From + ranges[i - 1].Range.Count > ranges[i].Range.From)
            {
                throw new FormatException("two opened rows cover the same bytes");
            }
        }

        return [.. drawn.Units.Select(unitDrawn =>
        {
            var found = starts.BinarySearch(unitDrawn);
            var at = found >= 0 ? found : ~found - 1;
            return at >= 0 && unitDrawn < ranges[at].Range.From + ranges[at].Range.Count ? ranges[at].Row : (int?)null;
        })];
    }
}
