namespace Roundtable.Record.Checkpoints;

/// <summary>An implementation of ML-DSA-44 (FIPS 204) with an empty context.</summary>
public interface IMlDsa44
{
    /// <summary>Makes the private key of a seed (FIPS 204, ML-DSA.KeyGen_internal).</summary>
    /// <param name="seed">32 secret bytes.</param>
    public MlDsaPrivateKey PrivateKey(ReadOnlySpan<byte> seed);

    /// <summary>Whether a signature over a message is valid.</summary>
    /// <param name="publicKey">1,312 bytes.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="signature">2,420 bytes.</param>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
