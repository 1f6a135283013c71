using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Record.Merkle;

/// <summary>Eight words in the registers of AVX2.</summary>
internal readonly struct WordVector256 : IWordVector<Vector256<uint>>
{
    private const int WordBits = 32;

    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Create(uint word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> one, Vector256<uint> other) => one + other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Xor(Vector256<uint> one, Vector256<uint> other) => one ^ other;

    // One operation fewer than two masks and an or.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Select(Vector256<uint> mask, Vector256<uint> one, Vector256<uint> other) => other ^ (mask & (one ^ other));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RotateRight(Vector256<uint> words, [ConstantExpected] byte count) =>
        (words >>> count) | (words << (WordBits - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftRight(Vector256<uint> words, [ConstantExpected] byte count) => words >>> count;
}
