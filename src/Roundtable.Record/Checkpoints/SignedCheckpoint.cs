using System.Text;

namespace Roundtable.Record.Checkpoints;

/// <summary>A checkpoint as it is published: a signed note (C2SP tlog-checkpoint).</summary>
/// <param name="Checkpoint">What the log commits to.</param>
/// <param name="Note">The note with its signatures.</param>
/// <param name="SignedBy">The key that was seen to have signed; null until that was checked.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note, VerifierKey? SignedBy = null)
{
    /// <summary>Reads a published checkpoint; no signature is verified.</summary>
    /// <exception cref="FormatException">When the bytes are anything else.</exception>
    public static SignedCheckpoint Parse(ReadOnlySpan<byte> bytes)
    {
        var note = SignedNote.Parse(bytes);
        return new SignedCheckpoint(Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text)), note);
    }
}
