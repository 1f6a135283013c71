using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Corpus.Phrases;

/// <summary>Tells of every s-th place of a text whether one of many strings of one length may stand there: a set of bits by hash, sixteen places at a time where the processor can.</summary>
internal sealed class GramFilter
{
    /// <summary>How many places <see cref="Next"/> tells at most.</summary>
    public const int Room = 256;

    /// <summary>Makes capital letters small; other bytes become others, so that what is found has to be compared.</summary>
    public const ulong LowerCaseBits = 0x2020_2020_2020_2020;

    private const uint Low = 0x9E37_79B1;
    private const uint High = 0x85EB_CA77;
    private const int Lanes = 16;
    private const int Reach = 128;

    // The set is kept small enough for the cache next to the processor while strings are few, and for the second one when they are many.
    private const int MinBits = 15;
    private const int MaxBits = 22;

    private readonly int _width;
    private readonly int _stride;
    private readonly int _shift;
    private readonly uint[] _bits;
    private readonly Vector512<byte> _firstBytes;
    private readonly Vector512<int> _places;

    /// <summary>Makes the set.</summary>
    /// <param name="width">How many bytes each string has; 1 to 8.</param>
    /// <param name="stride">How many bytes lie between two places that are looked at; 1 to 8.</param>
    /// <param name="grams">The strings, as <see cref="Gram"/> gives them.</param>
    public GramFilter(int width, int stride, IReadOnlyCollection<ulong> grams)
    {
        (_width, _stride) = (width, stride);
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, grams.Count)) + 8, MinBits, MaxBits);
        (_shift, _bits) = (32 - bits, new uint[1 << (bits - 5)]);
        (_firstBytes, _places) = (Vector512.Create<byte>([.. Enumerable.Range(0, 64).Select(i => (byte)((i / 4 * stride) + (i % 4)))]), Vector512.Create<int>([.. Enumerable.Range(0, Lanes).Select(i => i * stride)]));
        foreach (var gram in grams)
        {
            var bit = Hash(gram) >> _shift;
            _bits[bit >> 5] |= 1U << (int)bit;
        }
    }

    /// <summary>So many bytes of a text from a place on, with <see cref="LowerCaseBits"/>.</summary>
    public static ulong Gram(ReadOnlySpan<byte> text, int at, int width) =>
        ((text.Length - at >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) : Last(text[at..])) | LowerCaseBits) & Mask(width);

    /// <summary>A hash whose upper bits are good.</summary>
    public static uint Hash(ulong gram) => ((uint)gram * Low) + ((uint)(gram >> 32) * High);

    /// <summary>Tells the next places at which a string may stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">From where on, in the beginning 0; moves on.</param>
    /// <param name="maybe">Room for <see cref="Room"/> places.</param>
    /// <returns>How many, possibly none; -1 at the end of the text.</returns>
    public int Next(ReadOnlySpan<byte> text, ref int at, Span<int> maybe)
    {
        if (at > text.Length - _width)
        {
            return -1;
        }

        return Avx512Vbmi.IsSupported ? Sixteen(text, ref at, maybe) : Single(text, ref at, maybe);
    }

    private static ulong Last(ReadOnlySpan<byte> rest)
    {
        ulong last = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            last |= (ulong)rest[i] << (8 * i);
        }

        return last;
    }

    private static ulong Mask(int width) => ulong.MaxValue >> (64 - (8 * width));

    /// <summary>The definition.</summary>
    internal int Single(ReadOnlySpan<byte> text, ref int at, Span<int> maybe)
    {
        var count = 0;
        for (; at <= text.Length - _width && count < Room; at += _stride)
        {
            var bit = Hash(Gram(text, at, _width)) >> _shift;
            maybe[count] = at;
            count += (int)(_bits[bit >> 5] >> (int)bit) & 1;
        }

        return count;
    }

    /// <summary>The same, sixteen places at a time.</summary>
    internal int Sixteen(ReadOnlySpan<byte> text, ref int at, Span<int> maybe)
    {
        var (place, count, last) = (at, 0, text.Length - _width);
        ref var bytes = ref MemoryMarshal.GetReference(text);
        ref var into = ref MemoryMarshal.GetReference(maybe);
        for (; place <= text.Length - Reach && count <= Room - Lanes; place += Lanes * _stride)
        {
            count += Write(Lookup(ref Unsafe.Add(ref bytes, place)), Vector512.Create(place) + _places, ref Unsafe.Add(ref into, count));
        }

        if (place > text.Length - Reach)
        {
            Span<byte> rest = stackalloc byte[Reach];
            for (; place <= last && count <= Room - Lanes; place += Lanes * _stride)
            {
                rest.Clear();
                text[place..].CopyTo(rest);
                var places = Vector512.Create(place) + _places;
                count += Write(Lookup(ref MemoryMarshal.GetReference(rest)) & Vector512.LessThanOrEqual(places, Vector512.Create(last)), places, ref Unsafe.Add(ref into, count));
            }
        }

        at = place;
        return count;
    }

    /// <summary>Writes the places whose lanes are negative; how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(Vector512<int> seen, Vector512<int> places, ref int into)
    {
        Avx512F.Compress(Vector512<int>.Zero, seen, places).StoreUnsafe(ref into);
        return BitOperations.PopCount((uint)seen.ExtractMostSignificantBits());
    }

    /// <summary>Brings the bytes of sixteen places into lanes, the first four of each and the next four, hashes them, and looks their bits up; the sign of a lane tells whether its bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe Vector512<int> Lookup(ref byte bytes)
    {
        var (first, second) = (Vector512.LoadUnsafe(ref bytes), Vector512.LoadUnsafe(ref bytes, (nuint)Vector512<byte>.Count));
        var letters = Vector512.Create((byte)0x20);
        var low = (Avx512Vbmi.PermuteVar64x8x2(first, _firstBytes, second) | letters).AsUInt32() & Vector512.Create((uint)Mask(_width));
        var hash = low * Low;
        if (_width > sizeof(uint))
        {
            var high = (Avx512Vbmi.PermuteVar64x8x2(first, _firstBytes + Vector512.Create((byte)sizeof(uint)), second) | letters).AsUInt32() & Vector512.Create((uint)(Mask(_width) >> 32));
            hash += high * High;
        }

        hash >>>= _shift;
        var words = (hash >>> 5).AsInt32();
        fixed (uint* bits = _bits)
        {
            // Two times eight: the wider gather takes half as long again.
            var looked = Vector512.Create(Avx2.GatherVector256((int*)bits, words.GetLower(), sizeof(uint)), Avx2.GatherVector256((int*)bits, words.GetUpper(), sizeof(uint)));
            return Avx512F.ShiftLeftLogicalVariable(looked, ~hash & Vector512.Create(31U));
        }
    }
}
