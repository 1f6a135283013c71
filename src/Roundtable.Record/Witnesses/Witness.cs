using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Witnesses;

/// <summary>
/// Cosigns the checkpoints of logs it knows, and of each only such as go on from the last one it cosigned (C2SP tlog-witness): a log, or a thief
/// of its key, that shows two people two histories gets one of them cosigned at most.
/// </summary>
/// <param name="directory">Where the last checkpoint of each log is kept.</param>
/// <param name="key">The witness's cosignature key.</param>
/// <param name="logs">The keys of the logs it watches.</param>
/// <param name="time">The clock that cosignatures tell.</param>
public sealed class Witness(string directory, SigningKey key, IReadOnlyList<VerifierKey> logs, TimeProvider time)
{
    private static readonly DirectoryLayout _layout = new("witness", 1);

    private readonly Lock _gate = new();

    /// <summary>Answers a submission. The new checkpoint is durable before it is cosigned.</summary>
    /// <exception cref="IOException">When it could not be kept, or what was kept before cannot be read; nothing was cosigned.</exception>
    public WitnessAnswer AddCheckpoint(ReadOnlySpan<byte> body)
    {
        Submission submission;
        try
        {
            submission = Submission.Parse(body);
        }
        catch (FormatException e)
        {
            return WitnessAnswer.Refused(400, e.Message);
        }

        var (checkpoint, note) = (submission.Checkpoint.Checkpoint, submission.Checkpoint.Note);
        var keys = logs.Where(l => l.Name == checkpoint.Origin).ToList();
        if (keys.Count == 0)
        {
            return WitnessAnswer.Refused(404, "This witness does not watch that log.");
        }

        if (!keys.Exists(note.IsSignedBy) || keys.Exists(k => !note.IsSignedBy(k) && note.Signatures.Any(s => s.KeyName == k.Name && s.KeyId == k.Id)))
        {
            return WitnessAnswer.Refused(403, "The checkpoint is not signed by a key that this witness knows for the log.");
        }

        if (submission.OldSize > checkpoint.Size)
        {
            return WitnessAnswer.Refused(400, "The old size is larger than the checkpoint's.");
        }

        lock (_gate)
        {
            ThrowIfUnreadable();
            var last = Last(checkpoint.Origin)?.Checkpoint;
            if (submission.OldSize != (last?.Size ?? 0))
            {
                return WitnessAnswer.Conflict(last?.Size ?? 0);
            }

            if (Contradiction(submission, last) is { } why)
            {
                return WitnessAnswer.Refused(422, why);
            }

            var cosignature = key.Sign(note.Text, time.GetUtcNow());
            _layout.Write(directory);
            PrivateFiles.Replace(PathOf(checkpoint.Origin), note.With([cosignature]).ToBytes());
            return new WitnessAnswer(200, cosignature.ToString());
        }
    }

    /// <summary>The last checkpoint of a log that was cosigned, by the SHA-256 of the log's origin in hexadecimal; null where there is none.</summary>
    public byte[]? Checkpoint(string originHash) =>
        Digest.TryParse(originHash, null, out var hash) && hash.ToString() == originHash && Path.Combine(directory, originHash) is var path && File.Exists(path)
            ? File.ReadAllBytes(path)
            : null;

    private static string? Contradiction(Submission submission, Checkpoint? last)
    {
        var next = submission.Checkpoint.Checkpoint;
        Span<byte> old = stackalloc byte[Digest.Length];
        Span<byte> fresh = stackalloc byte[Digest.Length];
        next.Root.CopyTo(fresh);
        if (next.Size == 0)
        {
            return fresh.SequenceEqual(MerkleTree.EmptyRoot()) && submission.Proof.Count == 0 ? null : "A checkpoint without leaves has the root of the empty tree.";
        }

        if (last is null || last.Size == 0)
        {
            return submission.Proof.Count == 0 ? null : "From zero leaves there is nothing to prove.";
        }

        last.Root.CopyTo(old);
        return ConsistencyProof.Verify(last.Size, next.Size, old, fresh, submission.Proof)
            ? null
            : "The proof does not lead from the checkpoint that was cosigned last to this one.";
    }

    private SignedCheckpoint? Last(string origin)
    {
        try
        {
            return File.Exists(PathOf(origin)) ? SignedCheckpoint.Parse(File.ReadAllBytes(PathOf(origin))) : null;
        }
        catch (FormatException e)
        {
            throw new IOException($"{PathOf(origin)} is not the checkpoint that was cosigned last: {e.Message} Restore it; until then nothing is cosigned.", e);
        }
    }

    private void ThrowIfUnreadable()
    {
        try
        {
            _layout.ThrowIfNewer(directory);
        }
        catch (FormatException e)
        {
            throw new IOException($"{Path.Combine(directory, DirectoryLayout.FileName)}: {e.Message}. Restore it; until then nothing is cosigned.", e);
        }
    }

    private string PathOf(string origin) => Path.Combine(directory, Digest.Of(System.Text.Encoding.UTF8.GetBytes(origin)).ToString());
}
