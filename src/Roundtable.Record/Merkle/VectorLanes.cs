using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Roundtable.Record.Merkle;

/// <summary>As many computations as a register has words: each register holds the same word of all of them.</summary>
internal readonly struct VectorLanes<TVector, TWords> : ISha256Lanes
    where TVector : struct
    where TWords : IWordVector<TVector>
{
    private const int Unrolled = 8;

    public static bool IsSupported => TWords.IsSupported;

    public static int Count => TWords.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int lane, int word, int words) => (word * TWords.Count) + lane;

    public static void Compress(Span<uint> state, Span<uint> message)
    {
        // Both are as long as the lanes need; within, no index is checked again.
        ref var hash = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<uint, TVector>(state)[..Sha256Words.State]);
        ref var words = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<uint, TVector>(message)[..Sha256Words.Message]);
        ref var add = ref MemoryMarshal.GetReference(Sha256Words.Round);
        var (a, b, c, d) = (hash, Unsafe.Add(ref hash, 1), Unsafe.Add(ref hash, 2), Unsafe.Add(ref hash, 3));
        var (e, f, g, h) = (Unsafe.Add(ref hash, 4), Unsafe.Add(ref hash, 5), Unsafe.Add(ref hash, 6), Unsafe.Add(ref hash, 7));
        for (var round = 0; round < Sha256Words.Round.Length; round += Unrolled)
        {
            if (round >= Sha256Words.Message)
            {
                Extend(ref words, round % Sha256Words.Message);
            }

            // Eight rounds at a time, after which every variable has its own name again.
            ref var now = ref Unsafe.Add(ref words, round % Sha256Words.Message);
            Round(a, b, c, ref d, e, f, g, ref h, now, Unsafe.Add(ref add, round));
            Round(h, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref now, 1), Unsafe.Add(ref add, round + 1));
            Round(g, h, a, ref b, c, d, e, ref f, Unsafe.Add(ref now, 2), Unsafe.Add(ref add, round + 2));
            Round(f, g, h, ref a, b, c, d, ref e, Unsafe.Add(ref now, 3), Unsafe.Add(ref add, round + 3));
            Round(e, f, g, ref h, a, b, c, ref d, Unsafe.Add(ref now, 4), Unsafe.Add(ref add, round + 4));
            Round(d, e, f, ref g, h, a, b, ref c, Unsafe.Add(ref now, 5), Unsafe.Add(ref add, round + 5));
            Round(c, d, e, ref f, g, h, a, ref b, Unsafe.Add(ref now, 6), Unsafe.Add(ref add, round + 6));
            Round(b, c, d, ref e, f, g, h, ref a, Unsafe.Add(ref now, 7), Unsafe.Add(ref add, round + 7));
        }

        hash = TWords.Add(hash, a);
        Unsafe.Add(ref hash, 1) = TWords.Add(Unsafe.Add(ref hash, 1), b);
        Unsafe.Add(ref hash, 2) = TWords.Add(Unsafe.Add(ref hash, 2), c);
        Unsafe.Add(ref hash, 3) = TWords.Add(Unsafe.Add(ref hash, 3), d);
        Unsafe.Add(ref hash, 4) = TWords.Add(Unsafe.Add(ref hash, 4), e);
        Unsafe.Add(ref hash, 5) = TWords.Add(Unsafe.Add(ref hash, 5), f);
        Unsafe.Add(ref hash, 6) = TWords.Add(Unsafe.Add(ref hash, 6), g);
        Unsafe.Add(ref hash, 7) = TWords.Add(Unsafe.Add(ref hash, 7), h);
    }

    /// <summary>Replaces eight words of the message schedule by those sixteen later.</summary>
    private static void Extend(ref TVector words, int from)
    {
        for (var i = from; i < from + Unrolled; i++)
        {
            ref var word = ref Unsafe.Add(ref words, i);
            word = TWords.Add(
                TWords.Add(word, Small(Unsafe.Add(ref words, (i + 1) % Sha256Words.Message), 7, 18, 3)),
                TWords.Add(
                    Unsafe.Add(ref words, (i + 9) % Sha256Words.Message), Small(Unsafe.Add(ref words, (i + 14) % Sha256Words.Message), 17, 19, 10)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TVector a, TVector b, TVector c, ref TVector d, TVector e, TVector f, TVector g, ref TVector h, TVector word, uint add)
    {
        var first = TWords.Add(TWords.Add(TWords.Add(h, TWords.Add(TWords.Create(add), word)), TWords.Select(e, f, g)), Large(e, 6, 11, 25));
        d = TWords.Add(d, first);

        // The majority is a where b and c differ, and what they are elsewhere.
        h = TWords.Add(TWords.Add(first, TWords.Select(TWords.Xor(b, c), a, b)), Large(a, 2, 13, 22));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Large(TVector x, [ConstantExpected] byte one, [ConstantExpected] byte two, [ConstantExpected] byte three) =>
        TWords.Xor(TWords.Xor(TWords.RotateRight(x, one), TWords.RotateRight(x, two)), TWords.RotateRight(x, three));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Small(TVector x, [ConstantExpected] byte one, [ConstantExpected] byte two, [ConstantExpected] byte shift) =>
        TWords.Xor(TWords.Xor(TWords.RotateRight(x, one), TWords.RotateRight(x, two)), TWords.ShiftRight(x, shift));
}
