namespace Roundtable.Record.Checkpoints;

/// <summary>What a note's signature is made over, and its number in keys and their ids (C2SP signed-note, "signature types").</summary>
public enum SignatureType
{
    /// <summary>None; no key has it.</summary>
    None = 0,

    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 1,

    /// <summary>A witness's Ed25519 cosignature with its time (C2SP tlog-cosignature, cosignature/v1).</summary>
    Cosignature = 4,
}
