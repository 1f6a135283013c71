namespace Roundtable.Record.MlDsa;

/// <summary>
/// Signatures of ML-DSA-44 (FIPS 204), with which C2SP tlog-cosignature lets witnesses sign so that quantum computers cannot forge it.
/// </summary>
/// <remarks>
/// It is implemented here because whoever verifies a log should need nothing but this project and .NET: .NET's own asks OpenSSL 3.5, which few systems have,
/// and libsodium has none. The tests compare it with BouncyCastle in both directions.
/// </remarks>
public static class MlDsa44
{
    /// <summary>Length in bytes of a public key.</summary>
    public const int PublicKeyLength = 32 + (Rows * PublicPolynomialLength);

    /// <summary>Length in bytes of a signature.</summary>
    public const int SignatureLength = 2420;

    /// <summary>k: rows of the matrix.</summary>
    internal const int Rows = 4;

    /// <summary>l: columns of the matrix.</summary>
    internal const int Columns = 4;

    private const int PublicPolynomialLength = Polynomial.Length * PublicBits / 8;
    private const int PublicBits = 10;
    private const int HighBits = 6;
    private const int SeedsLength = 32;
    private const int HashLength = 64;
    private const int Beta = Sampling.ChallengeWeight * 2; // τη

    /// <summary>Whether a signature over the message is valid for the key (algorithms 3 and 8); false for malformed input.</summary>
    /// <param name="publicKey">1,312 bytes.</param>
    /// <param name="message">The signed message.</param>
    /// <param name="signature">2,420 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeyLength
            || MlDsaSignature.Parse(signature) is not { } parsed
            || !Array.TrueForAll(parsed.Response, r => Polynomial.IsBelow(r, Sampling.Gamma1 - Beta)))
        {
            return false;
        }

        var hash = MessageHash(new Shake(Shake.Rate256).Add(publicKey).Read(HashLength), message);
        var challenge = Sampling.Challenge(parsed.Commitment);
        Polynomial.Transform(challenge);
        foreach (var polynomial in parsed.Response)
        {
            Polynomial.Transform(polynomial);
        }

        var high = new int[Rows][];
        for (var row = 0; row < Rows; row++)
        {
            var published = new int[Polynomial.Length];
            BitPacking.Unpack(publicKey.Slice(SeedsLength + (row * PublicPolynomialLength), PublicPolynomialLength), PublicBits, published);
            for (var i = 0; i < published.Length; i++)
            {
                published[i] = -(published[i] << Rounding.DroppedBits);
            }

            Polynomial.Transform(published);
            var w = new int[Polynomial.Length];
            Polynomial.Multiply(challenge, published, w);
            high[row] = Product(publicKey[..SeedsLength], row, parsed.Response, w);
            for (var i = 0; i < w.Length; i++)
            {
                high[row][i] = Rounding.UseHint(Polynomial.Positive(high[row][i]), parsed.Hints[row][i]);
            }
        }

        return CommitmentHash(hash, high).AsSpan().SequenceEqual(parsed.Commitment);
    }

    /// <summary>A row of the matrix times a transformed vector, plus what the sum has already; restored, between -q and q.</summary>
    internal static int[] Product(ReadOnlySpan<byte> matrixSeed, int row, int[][] vector, int[] sum)
    {
        for (var column = 0; column < Columns; column++)
        {
            Polynomial.Multiply(Sampling.Matrix(matrixSeed, row, column), vector[column], sum);
        }

        Polynomial.Reduce(sum);
        Polynomial.Restore(sum);
        return sum;
    }

    /// <summary>μ: the hash of the public key's hash and the message with an empty context.</summary>
    internal static byte[] MessageHash(ReadOnlySpan<byte> keyHash, ReadOnlySpan<byte> message) =>
        new Shake(Shake.Rate256).Add(keyHash).Add([0, 0]).Add(message).Read(HashLength);

    /// <summary>The hash of a commitment's high parts.</summary>
    internal static byte[] CommitmentHash(ReadOnlySpan<byte> messageHash, int[][] high)
    {
        var shake = new Shake(Shake.Rate256).Add(messageHash);
        Span<byte> packed = stackalloc byte[Polynomial.Length * HighBits / 8];
        foreach (var polynomial in high)
        {
            BitPacking.Pack(polynomial, HighBits, packed);
            shake.Add(packed);
        }

        return shake.Read(MlDsaSignature.CommitmentLength);
    }
}
