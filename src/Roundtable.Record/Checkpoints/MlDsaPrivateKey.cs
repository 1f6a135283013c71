namespace Roundtable.Record.Checkpoints;

/// <summary>A private key of ML-DSA-44, kept by the implementation that made it.</summary>
/// <param name="PublicKey">The public half, 1,312 bytes.</param>
/// <param name="Seed">Tells the 32 secret bytes that it was made from.</param>
/// <param name="Sign">Makes a signature over a message.</param>
public sealed record MlDsaPrivateKey(byte[] PublicKey, Func<byte[]> Seed, Func<byte[], byte[]> Sign);
