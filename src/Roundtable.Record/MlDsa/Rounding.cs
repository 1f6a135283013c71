namespace Roundtable.Record.MlDsa;

/// <summary>High and low parts of coefficients, and hints (FIPS 204, section 7.4), for ML-DSA-44. None of it branches on a secret.</summary>
internal static class Rounding
{
    /// <summary>γ2: half of the step between high parts.</summary>
    public const int Gamma2 = (Polynomial.Q - 1) / 88;

    /// <summary>Number of high parts.</summary>
    public const int HighParts = 44;

    /// <summary>Number of low bits of the public polynomial that the public key drops.</summary>
    public const int DroppedBits = 13;

    /// <summary>High and low part of a coefficient of the public polynomial (algorithm 35).</summary>
    /// <param name="value">From 0 to q - 1.</param>
    public static (int High, int Low) Power2Round(int value)
    {
        var high = (value + (1 << (DroppedBits - 1)) - 1) >> DroppedBits;
        return (high, value - (high << DroppedBits));
    }

    /// <summary>High part, 0 to 43, and low part, up to γ2 in absolute value (algorithm 36).</summary>
    /// <param name="value">From 0 to q - 1.</param>
    public static (int High, int Low) Decompose(int value)
    {
        // (value + γ2 - 1) / 2γ2, as a multiplication: no division, whose time depends on its operands. 44 stands for 0.
        var high = (int)(((long)(value + Gamma2 - 1) * Reciprocal) >> ReciprocalBits);
        high &= (high - HighParts) >> 31;
        var low = value - (high * 2 * Gamma2);
        return (high, low - ((((Polynomial.Q - 1) / 2) - low) >> 31 & Polynomial.Q));
    }

    /// <summary>The high part, changed by one where the hint says so (algorithm 40).</summary>
    /// <param name="value">From 0 to q - 1.</param>
    /// <param name="hint">The hint.</param>
    public static int UseHint(int value, bool hint)
    {
        var (high, low) = Decompose(value);
        return !hint ? high : (high + (low > 0 ? 1 : HighParts - 1)) % HighParts;
    }

    private const int ReciprocalBits = 41;
    private const long Reciprocal = ((1L << ReciprocalBits) / (2 * Gamma2)) + 1;
}
