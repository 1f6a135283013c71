namespace Roundtable.Record.MlDsa;

/// <summary>The parts of a signature of ML-DSA-44, and its bytes (FIPS 204, algorithms 26 and 27, and 20 and 21 for the hints).</summary>
/// <param name="Commitment">Hash of the commitment, 32 bytes.</param>
/// <param name="Response">Four polynomials.</param>
/// <param name="Hints">Whether a high part is to be changed, four times 256.</param>
internal sealed record MlDsaSignature(byte[] Commitment, int[][] Response, bool[][] Hints)
{
    /// <summary>ω: maximum number of hints.</summary>
    public const int MaxHints = 80;

    /// <summary>Length of the commitment's hash in bytes.</summary>
    public const int CommitmentLength = 32;

    private const int ResponseLength = Polynomial.Length * Sampling.MaskBits / 8;
    private const int HintsAt = CommitmentLength + (MlDsa44.Columns * ResponseLength);

    /// <summary>The bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[MlDsa44.SignatureLength];
        Commitment.CopyTo(bytes, 0);
        var values = new int[Polynomial.Length];
        for (var i = 0; i < Response.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = Sampling.Gamma1 - Response[i][j];
            }

            BitPacking.Pack(values, Sampling.MaskBits, bytes.AsSpan(CommitmentLength + (i * ResponseLength)));
        }

        var hints = bytes.AsSpan(HintsAt);
        var count = 0;
        for (var row = 0; row < Hints.Length; row++)
        {
            for (var j = 0; j < Polynomial.Length; j++)
            {
                if (Hints[row][j])
                {
                    hints[count++] = (byte)j;
                }
            }

            hints[MaxHints + row] = (byte)count;
        }

        return bytes;
    }

    /// <summary>Parses a signature strictly: each has one form. Null where the bytes are none.</summary>
    /// <param name="bytes">2,420 bytes.</param>
    public static MlDsaSignature? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != MlDsa44.SignatureLength || ParseHints(bytes[HintsAt..]) is not { } hints)
        {
            return null;
        }

        var response = new int[MlDsa44.Columns][];
        for (var i = 0; i < response.Length; i++)
        {
            response[i] = new int[Polynomial.Length];
            BitPacking.Unpack(bytes.Slice(CommitmentLength + (i * ResponseLength), ResponseLength), Sampling.MaskBits, response[i]);
            for (var j = 0; j < Polynomial.Length; j++)
            {
                response[i][j] = Sampling.Gamma1 - response[i][j];
            }
        }

        return new MlDsaSignature(bytes[..CommitmentLength].ToArray(), response, hints);
    }

    private static bool[][]? ParseHints(ReadOnlySpan<byte> bytes)
    {
        var hints = new bool[MlDsa44.Rows][];
        var count = 0;
        for (var row = 0; row < hints.Length; row++)
        {
            hints[row] = new bool[Polynomial.Length];
            int end = bytes[MaxHints + row];
            if (end < count || end > MaxHints)
            {
                return null;
            }

            for (var first = count; count < end; count++)
            {
                if (count > first && bytes[count - 1] >= bytes[count])
                {
                    return null;
                }

                hints[row][bytes[count]] = true;
            }
        }

        return bytes[count..MaxHints].ContainsAnyExcept((byte)0) ? null : hints;
    }
}
