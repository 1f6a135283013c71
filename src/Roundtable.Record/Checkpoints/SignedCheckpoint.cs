using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A published checkpoint: a signed note (C2SP tlog-checkpoint).</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Note">The note with its signatures.</param>
/// <param name="SignedBy">The key whose signature has been verified; null if none has.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note, VerifierKey? SignedBy = null)
{
    /// <summary>Parses a published checkpoint without verifying signatures.</summary>
    /// <exception cref="FormatException">When the bytes are anything else.</exception>
    public static SignedCheckpoint Parse(ReadOnlySpan<byte> bytes)
    {
        var note = SignedNote.Parse(bytes);
        return new SignedCheckpoint(Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text)), note);
    }
}
