using System.Buffers;
using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Repeats;

/// <summary>
/// Sorts numbers byte by byte from the last one on, each time keeping the order of those that are equal in it (Knuth, volume 3, 5.2.5). Bytes that are the
/// same in all numbers, as most bytes of pairs of rows are, take no pass.
/// </summary>
internal static class RadixSort
{
    // Fewer are sorted by comparing them.
    private const int Few = 256;

    /// <summary>Sorts numbers in ascending order.</summary>
    public static void Sort(Span<UInt128> numbers)
    {
        if (numbers.Length < Few || !BitConverter.IsLittleEndian)
        {
            numbers.Sort();
            return;
        }

        UInt128 different = 0;
        foreach (var number in numbers)
        {
            different |= number ^ numbers[0];
        }

        var spare = ArrayPool<UInt128>.Shared.Rent(numbers.Length);
        var from = numbers;
        var to = spare.AsSpan(0, numbers.Length);
        Span<int> places = stackalloc int[256];
        for (var place = 0; place < 16; place++)
        {
            if ((byte)(different >> (place * 8)) == 0)
            {
                continue;
            }

            var bytes = MemoryMarshal.AsBytes(from);
            places.Clear();
            for (var i = place; i < bytes.Length; i += 16)
            {
                places[bytes[i]]++;
            }

            var at = 0;
            foreach (ref var count in places)
            {
                (count, at) = (at, at + count);
            }

            for (var i = 0; i < from.Length; i++)
            {
                to[places[bytes[(i * 16) + place]]++] = from[i];
            }

            var other = from;
            from = to;
            to = other;
        }

        if (from != numbers)
        {
            from.CopyTo(numbers);
        }

        ArrayPool<UInt128>.Shared.Return(spare);
    }
}
