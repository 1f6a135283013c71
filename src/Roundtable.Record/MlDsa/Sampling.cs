using System.Buffers.Binary;

namespace Roundtable.Record.MlDsa;

/// <summary>Polynomials that seeds determine (FIPS 204, section 7.3), for ML-DSA-44.</summary>
internal static class Sampling
{
    /// <summary>τ: number of coefficients of a challenge that are not 0.</summary>
    public const int ChallengeWeight = 39;

    /// <summary>γ1: bound of a mask.</summary>
    public const int Gamma1 = 1 << 17;

    /// <summary>Bits of a coefficient of a mask, and of a response.</summary>
    public const int MaskBits = 18;

    /// <summary>One polynomial of the public matrix, transformed (algorithm 30); from the public seed alone.</summary>
    public static int[] Matrix(ReadOnlySpan<byte> seed, int row, int column)
    {
        var shake = new Shake(Shake.Rate128).Add(seed).Add([(byte)column, (byte)row]);
        var a = new int[Polynomial.Length];
        Span<byte> three = stackalloc byte[3];
        for (var i = 0; i < a.Length;)
        {
            shake.Read(three);
            var value = three[0] | (three[1] << 8) | ((three[2] & 0x7F) << 16);
            if (value < Polynomial.Q)
            {
                a[i++] = value;
            }
        }

        return a;
    }

    /// <summary>A secret polynomial with coefficients from -2 to 2 (algorithm 31). How many nibbles are skipped says nothing of those that are taken.</summary>
    public static int[] Secret(ReadOnlySpan<byte> seed, int number)
    {
        var shake = new Shake(Shake.Rate256).Add(seed).Add([(byte)number, 0]);
        var a = new int[Polynomial.Length];
        Span<byte> one = stackalloc byte[1];
        for (var i = 0; i < a.Length;)
        {
            shake.Read(one);
            for (var half = 0; half < 2 && i < a.Length; half++)
            {
                var nibble = (one[0] >> (4 * half)) & 0xF;
                if (nibble < 15)
                {
                    a[i++] = 2 - (nibble - (((nibble * 205) >> 10) * 5)); // 2 - nibble mod 5
                }
            }
        }

        return a;
    }

    /// <summary>A mask (algorithm 34).</summary>
    public static int[] Mask(ReadOnlySpan<byte> seed, int number)
    {
        Span<byte> counter = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(counter, (ushort)number);
        var bytes = new Shake(Shake.Rate256).Add(seed).Add(counter).Read(Polynomial.Length * MaskBits / 8);
        var a = new int[Polynomial.Length];
        BitPacking.Unpack(bytes, MaskBits, a);
        for (var i = 0; i < a.Length; i++)
        {
            a[i] = Gamma1 - a[i];
        }

        return a;
    }

    /// <summary>The challenge of a commitment's hash (algorithm 29); both are public.</summary>
    public static int[] Challenge(ReadOnlySpan<byte> hash)
    {
        var shake = new Shake(Shake.Rate256).Add(hash);
        var signs = BinaryPrimitives.ReadUInt64LittleEndian(shake.Read(sizeof(ulong)));
        var a = new int[Polynomial.Length];
        Span<byte> one = stackalloc byte[1];
        for (var i = a.Length - ChallengeWeight; i < a.Length; i++)
        {
            do
            {
                shake.Read(one);
            }
            while (one[0] > i);
            a[i] = a[one[0]];
            a[one[0]] = 1 - (2 * (int)(signs & 1));
            signs >>= 1;
        }

        return a;
    }
}
