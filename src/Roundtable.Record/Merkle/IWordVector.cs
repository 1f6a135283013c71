using System.Diagnostics.CodeAnalysis;

namespace Roundtable.Record.Merkle;

/// <summary>The operations of SHA-256 (FIPS 180-4, section 3.2) on a register of several 32-bit words.</summary>
/// <typeparam name="TVector">The register.</typeparam>
internal interface IWordVector<TVector>
    where TVector : struct
{
    /// <summary>Whether the processor has registers of this width.</summary>
    public static abstract bool IsSupported { get; }

    /// <summary>Number of words in a register.</summary>
    public static abstract int Count { get; }

    /// <summary>The same word everywhere.</summary>
    public static abstract TVector Create(uint word);

    /// <summary>Sums modulo 2^32.</summary>
    public static abstract TVector Add(TVector one, TVector other);

    /// <summary>Exclusive or.</summary>
    public static abstract TVector Xor(TVector one, TVector other);

    /// <summary>Bits of the one where the mask has ones, of the other elsewhere.</summary>
    public static abstract TVector Select(TVector mask, TVector one, TVector other);

    /// <summary>Rotates each word.</summary>
    public static abstract TVector RotateRight(TVector words, [ConstantExpected] byte count);

    /// <summary>Shifts each word; zeros come in.</summary>
    public static abstract TVector ShiftRight(TVector words, [ConstantExpected] byte count);
}
