using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Finds, among every s-th position of a text, those at which one of many strings of one length may begin: a Bloom filter with one hash function, sixteen
/// positions at a time where the processor supports it.
/// </summary>
internal sealed class GramFilter
{
    /// <summary>The maximum number of positions that <see cref="Next"/> returns.</summary>
    public const int Room = 256;

    /// <summary>Converts letters to lower case; it changes other bytes too, so that candidates have to be compared.</summary>
    public const ulong LowerCaseBits = 0x2020_2020_2020_2020;

    private const uint Low = 0x9E37_79B1;
    private const uint High = 0x85EB_CA77;
    private const int Lanes = 16;
    private const int Reach = 128;

    // The filter fits into the first-level cache while strings are few, and into the second-level cache when they are many.
    private const int MinBits = 15;
    private const int MaxBits = 22;

    private readonly int _width;
    private readonly int _stride;
    private readonly int _shift;
    private readonly uint[] _bits;
    private readonly Vector512<byte> _firstBytes;
    private readonly Vector512<int> _places;
    private readonly Vector256<byte> _pairs;

    /// <summary>Creates the filter.</summary>
    /// <param name="width">The length of each string in bytes, 1 to 8.</param>
    /// <param name="stride">The distance of two examined positions in bytes, 1 to 8.</param>
    /// <param name="grams">The strings, as <see cref="Gram"/> returns them.</param>
    public GramFilter(int width, int stride, IReadOnlyCollection<ulong> grams)
    {
        (_width, _stride) = (width, stride);
        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, grams.Count)) + 8, MinBits, MaxBits);
        (_shift, _bits) = (32 - bits, new uint[1 << (bits - 5)]);
        _firstBytes = Vector512.Create<byte>([.. Enumerable.Range(0, 64).Select(i => (byte)((i / 4 * stride) + (i % 4)))]);
        _places = Vector512.Create<int>([.. Enumerable.Range(0, Lanes).Select(i => i * stride)]);
        _pairs = Vector256.Create<byte>([.. Enumerable.Range(0, 32).Select(i => (byte)((i % 8) + (i % 16 / 8 * stride)))]);
        foreach (var gram in grams)
        {
            var bit = Hash(gram) >> _shift;
            _bits[bit >> 5] |= 1U << (int)bit;
        }
    }

    /// <summary>The bytes of a text from a position on, with <see cref="LowerCaseBits"/> set.</summary>
    public static ulong Gram(ReadOnlySpan<byte> text, int at, int width) =>
        ((text.Length - at >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) : Last(text[at..])) | LowerCaseBits) & Mask(width);

    /// <summary>A hash whose upper bits are well distributed.</summary>
    public static uint Hash(ulong gram) => ((uint)gram * Low) + ((uint)(gram >> 32) * High);

    /// <summary>Finds the next positions at which a string may begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The position to continue from, initially 0; it is advanced.</param>
    /// <param name="maybe">Receives the positions: at least <see cref="Room"/> long.</param>
    /// <returns>The number of positions, possibly 0; -1 at the end of the text.</returns>
    public int Next(ReadOnlySpan<byte> text, ref int at, Span<int> maybe)
    {
        if (at > text.Length - _width)
        {
            return -1;
        }

        return Avx512Vbmi.IsSupported ? Sixteen(text, ref at, maybe) : Avx2.IsSupported ? Eights(text, ref at, maybe) : Single(text, ref at, maybe);
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

    /// <summary>The reference implementation.</summary>
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

    /// <summary>The same, twice eight positions at a time, in registers of half that width.</summary>
    internal unsafe int Eights(ReadOnlySpan<byte> text, ref int at, Span<int> maybe)
    {
        var (place, count, last) = (at, 0, text.Length - Reach);
        ref var into = ref MemoryMarshal.GetReference(maybe);
        fixed (byte* bytes = text)
        fixed (uint* bits = _bits)
        {
            for (; place <= last && count <= Room - Lanes; place += Lanes * _stride)
            {
                var seen = Lookup(bytes + place, bits) | (Lookup(bytes + place + (8 * _stride), bits) << 8);
                for (; seen != 0; seen &= seen - 1)
                {
                    Unsafe.Add(ref into, count++) = place + (BitOperations.TrailingZeroCount(seen) * _stride);
                }
            }
        }

        at = place;
        return count > 0 || place <= last ? count : Single(text, ref at, maybe);
    }

    /// <summary>The same, sixteen positions at a time.</summary>
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
                var seen = Lookup(ref MemoryMarshal.GetReference(rest)) & Vector512.LessThanOrEqual(places, Vector512.Create(last));
                count += Write(seen, places, ref Unsafe.Add(ref into, count));
            }
        }

        at = place;
        return count;
    }

    /// <summary>Writes the positions whose lanes are negative; returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(Vector512<int> seen, Vector512<int> places, ref int into)
    {
        Avx512F.Compress(Vector512<int>.Zero, seen, places).StoreUnsafe(ref into);
        return BitOperations.PopCount((uint)seen.ExtractMostSignificantBits());
    }

    /// <summary>One bit for each of eight positions. The bytes of two of them fit into sixteen: their strides are eight at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe uint Lookup(byte* bytes, uint* bits)
    {
        var two = 2 * _stride;
        var one = Avx2.Shuffle(Vector256.Create(Vector128.Load(bytes), Vector128.Load(bytes + (2 * two))), _pairs).AsSingle();
        var other = Avx2.Shuffle(Vector256.Create(Vector128.Load(bytes + two), Vector128.Load(bytes + (3 * two))), _pairs).AsSingle();
        var letters = Vector256.Create(0x2020_2020U);
        var hash = ((Avx.Shuffle(one, other, 0b10_00_10_00).AsUInt32() | letters) & Vector256.Create((uint)Mask(_width))) * Low;
        if (_width > sizeof(uint))
        {
            hash += ((Avx.Shuffle(one, other, 0b11_01_11_01).AsUInt32() | letters) & Vector256.Create((uint)(Mask(_width) >> 32))) * High;
        }

        hash >>>= _shift;
        var found = Avx2.GatherVector256((int*)bits, (hash >>> 5).AsInt32(), sizeof(uint));
        return Avx2.ShiftLeftLogicalVariable(found, ~hash & Vector256.Create(31U)).ExtractMostSignificantBits();
    }

    /// <summary>
    /// Loads the bytes of sixteen positions into lanes, the first four of each and the next four, hashes them, and looks up their bits; the sign of a lane
    /// shows whether its bit is set.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe Vector512<int> Lookup(ref byte bytes)
    {
        var (first, second) = (Vector512.LoadUnsafe(ref bytes), Vector512.LoadUnsafe(ref bytes, (nuint)Vector512<byte>.Count));
        var letters = Vector512.Create((byte)0x20);
        var low = (Avx512Vbmi.PermuteVar64x8x2(first, _firstBytes, second) | letters).AsUInt32() & Vector512.Create((uint)Mask(_width));
        var hash = low * Low;
        if (_width > sizeof(uint))
        {
            var nextBytes = _firstBytes + Vector512.Create((byte)sizeof(uint));
            var high = (Avx512Vbmi.PermuteVar64x8x2(first, nextBytes, second) | letters).AsUInt32() & Vector512.Create((uint)(Mask(_width) >> 32));
            hash += high * High;
        }

        hash >>>= _shift;
        var words = (hash >>> 5).AsInt32();
        fixed (uint* bits = _bits)
        {
            // Twice eight: the wider gather is half as slow again.
            var found = Vector512.Create(
                Avx2.GatherVector256((int*)bits, words.GetLower(), sizeof(uint)),
                Avx2.GatherVector256((int*)bits, words.GetUpper(), sizeof(uint)));
            return Avx512F.ShiftLeftLogicalVariable(found, ~hash & Vector512.Create(31U));
        }
    }
}
