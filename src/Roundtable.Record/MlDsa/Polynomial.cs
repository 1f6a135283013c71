namespace Roundtable.Record.MlDsa;

/// <summary>
/// Arithmetic on polynomials of degree below 256 modulo q and X^256 + 1 (FIPS 204, sections 2.3 and 7.5), 256 coefficients each. No branch and no address
/// depends on a coefficient. Products are reduced by Montgomery's method, and the factors of the transform are stored for it.
/// </summary>
internal static class Polynomial
{
    /// <summary>The modulus.</summary>
    public const int Q = 8380417;

    /// <summary>Number of coefficients.</summary>
    public const int Length = 256;

    private const int Root = 1753; // a 512th root of unity
    private const int InverseOfQ = 58728449; // modulo 2^32

    private static readonly int[] _zetas = Zetas();
    private static readonly int _last = Centred(Power(2, 64) * Power(256, Q - 2) % Q); // 2^64 / 256

    /// <summary>The number-theoretic transform (algorithm 41), in place.</summary>
    /// <param name="a">Coefficients between -q and q; afterwards between -9q and 9q.</param>
    public static void Transform(Span<int> a)
    {
        var k = 0;
        for (var half = Length / 2; half > 0; half /= 2)
        {
            for (var start = 0; start < Length; start += 2 * half)
            {
                long zeta = _zetas[++k];
                for (var j = start; j < start + half; j++)
                {
                    var t = Montgomery(zeta * a[j + half]);
                    a[j + half] = a[j] - t;
                    a[j] += t;
                }
            }
        }
    }

    /// <summary>The inverse transform (algorithm 42), in place, and times 2^32: what <see cref="Multiply"/> divided by.</summary>
    /// <param name="a">Coefficients between -q and q; afterwards too.</param>
    public static void Restore(Span<int> a)
    {
        var k = Length;
        for (var half = 1; half < Length; half *= 2)
        {
            for (var start = 0; start < Length; start += 2 * half)
            {
                long zeta = -_zetas[--k];
                for (var j = start; j < start + half; j++)
                {
                    var t = a[j];
                    a[j] = t + a[j + half];
                    a[j + half] = Montgomery(zeta * (t - a[j + half]));
                }
            }
        }

        for (var i = 0; i < Length; i++)
        {
            a[i] = Montgomery((long)_last * a[i]);
        }
    }

    /// <summary>Adds the product of two transformed polynomials, divided by 2^32, to a third.</summary>
    public static void Multiply(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> sum)
    {
        for (var i = 0; i < Length; i++)
        {
            sum[i] += Montgomery((long)a[i] * b[i]);
        }
    }

    /// <summary>Reduces the coefficients to between -q and q.</summary>
    public static void Reduce(Span<int> a)
    {
        for (var i = 0; i < Length; i++)
        {
            a[i] -= ((a[i] + (1 << 22)) >> 23) * Q;
        }
    }

    /// <summary>The representative from 0 to q - 1.</summary>
    /// <param name="value">Between -2q and 2q.</param>
    public static int Positive(int value)
    {
        value += (value >> 31) & Q;
        value += (value >> 31) & Q;
        value -= Q;
        return value + ((value >> 31) & Q);
    }

    /// <summary>Whether each coefficient is less than a bound in absolute value, when taken between -q/2 and q/2.</summary>
    /// <param name="a">Coefficients between -2q and 2q.</param>
    /// <param name="bound">The bound.</param>
    public static bool IsBelow(ReadOnlySpan<int> a, int bound)
    {
        var isBelow = true;
        foreach (var value in a)
        {
            var centred = Positive(value);
            centred -= (((Q - 1) / 2) - centred) >> 31 & Q;
            isBelow &= Math.Abs(centred) < bound;
        }

        return isBelow;
    }

    private static int Montgomery(long a) => (int)((a - ((long)unchecked((int)a * InverseOfQ) * Q)) >> 32);

    private static int[] Zetas()
    {
        var zetas = new int[Length];
        for (var i = 0; i < Length; i++)
        {
            var reversed = 0;
            for (var bit = 0; bit < 8; bit++)
            {
                reversed |= ((i >> bit) & 1) << (7 - bit);
            }

            zetas[i] = Centred(Power(Root, reversed) * Power(2, 32) % Q);
        }

        return zetas;
    }

    private static int Centred(long value) => (int)(value > Q / 2 ? value - Q : value);

    private static long Power(long value, int exponent)
    {
        var power = 1L;
        for (; exponent > 0; exponent >>= 1, value = value * value % Q)
        {
            power = (exponent & 1) == 1 ? power * value % Q : power;
        }

        return power;
    }
}
