namespace Roundtable.Record.Checkpoints;

/// <summary>Signature algorithm and signed message of a note's signature, by its number in keys and key IDs (C2SP signed-note, "signature types").</summary>
public enum SignatureType
{
    /// <summary>Invalid: no key has this type.</summary>
    None = 0,

    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 1,

    /// <summary>A witness's timestamped Ed25519 cosignature (C2SP tlog-cosignature, cosignature/v1).</summary>
    Cosignature = 4,

    /// <summary>A witness's timestamped ML-DSA-44 cosignature (C2SP tlog-cosignature), also by a log of its own checkpoint.</summary>
    MlDsaCosignature = 6,
}
