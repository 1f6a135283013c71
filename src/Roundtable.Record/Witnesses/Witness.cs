using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Witnesses;

/// <summary>
/// Cosigns checkpoints of known logs, each only if it is consistent with the last one cosigned (C2SP tlog-witness): of a split view, by the log or a
/// thief of its key, at most one side is cosigned.
/// </summary>
/// <param name="directory">Directory with the last cosigned checkpoint of each log.</param>
/// <param name="key">The witness's cosignature key.</param>
/// <param name="logs">The keys of the known logs.</param>
/// <param name="time">The clock for the timestamps of cosignatures.</param>
public sealed class Witness(string directory, SigningKey key, IReadOnlyList<VerifierKey> logs, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly CosignedCheckpoints _cosigned = new(directory);

    /// <summary>Processes an add-checkpoint request. The new checkpoint is durable before the cosignature is returned.</summary>
    /// <exception cref="IOException">When the checkpoint cannot be stored, or the previous one cannot be read; nothing is cosigned then.</exception>
    public WitnessResponse AddCheckpoint(ReadOnlySpan<byte> body)
    {
        Submission submission;
        try
        {
            submission = Submission.Parse(body);
        }
        catch (FormatException e)
        {
            return WitnessResponse.Rejected(400, e.Message);
        }

        var (checkpoint, note) = (submission.Checkpoint.Checkpoint, submission.Checkpoint.Note);
        var keys = logs.Where(l => l.Name == checkpoint.Origin).ToList();
        if (keys.Count == 0)
        {
            return WitnessResponse.Rejected(404, "Unknown log: this witness does not cosign its checkpoints.");
        }

        if (!keys.Exists(note.IsSignedBy) || keys.Exists(k => !note.IsSignedBy(k) && note.Signatures.Any(s => s.KeyName == k.Name && s.KeyId == k.Id)))
        {
            return WitnessResponse.Rejected(403, "The checkpoint is not signed by a known key of the log.");
        }

        if (submission.OldSize > checkpoint.Size)
        {
            return WitnessResponse.Rejected(400, "The old size exceeds the checkpoint's size.");
        }

        lock (_gate)
        {
            var last = _cosigned.Last(checkpoint.Origin)?.Checkpoint;
            if (submission.OldSize != (last?.Size ?? 0))
            {
                return WitnessResponse.Conflict(last?.Size ?? 0);
            }

            if (Inconsistency(submission, last) is { } why)
            {
                return WitnessResponse.Rejected(422, why);
            }

            var cosignature = key.Sign(note.Text, time.GetUtcNow());
            _cosigned.Replace(checkpoint.Origin, note.WithOnly([.. keys.Where(note.IsSignedBy).Select(note.SignatureOf), cosignature]));
            return new WitnessResponse(200, cosignature.ToString());
        }
    }

    /// <summary>The last cosigned checkpoint of a log, by the hexadecimal SHA-256 of the log's origin; null if there is none.</summary>
    public byte[]? Checkpoint(string originHash) => _cosigned.Read(originHash);

    private static string? Inconsistency(Submission submission, Checkpoint? last)
    {
        var next = submission.Checkpoint.Checkpoint;
        Span<byte> old = stackalloc byte[Digest.Length];
        Span<byte> fresh = stackalloc byte[Digest.Length];
        next.Root.CopyTo(fresh);
        if (next.Size == 0)
        {
            return fresh.SequenceEqual(MerkleTree.EmptyRoot()) && submission.Proof.Count == 0
                ? null
                : "A checkpoint of size 0 must have the root of the empty tree and no proof.";
        }

        if (last is null || last.Size == 0)
        {
            return submission.Proof.Count == 0 ? null : "A proof from size 0 must be empty.";
        }

        last.Root.CopyTo(old);
        return ConsistencyProof.Verify(last.Size, next.Size, old, fresh, submission.Proof)
            ? null
            : "The proof does not show consistency with the last cosigned checkpoint.";
    }
}
