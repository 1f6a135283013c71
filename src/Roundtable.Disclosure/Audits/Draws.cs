using System.Buffers.Binary;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Audits;

/// <summary>
/// What a seed draws: numbers from SHA-256 of seed, stratum (32 bits) and counter (64 bits), of which the first 64 bits count, without those beyond the
/// largest multiple of the population. Rows are drawn without replacement, bytes with it.
/// </summary>
public static class Draws
{
    /// <summary>
    /// The units that are drawn from a stratum, in the order they are drawn; by rows all of them, ascending, where as many are wanted as there are.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stratum">The stratum's place among those of the challenge.</param>
    /// <param name="unit">What is drawn by.</param>
    /// <param name="population">How many units there are, at least 1.</param>
    /// <param name="draws">How many are drawn.</param>
    public static IReadOnlyList<long> Of(Digest seed, int stratum, Unit unit, long population, long draws)
    {
        if (unit == Unit.Rows && draws >= population)
        {
            return [.. Enumerable.Range(0, (int)population).Select(n => (long)n)];
        }

        Span<byte> bytes = stackalloc byte[Digest.Length + sizeof(int) + sizeof(long)];
        Span<byte> hash = stackalloc byte[Digest.Length];
        seed.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[Digest.Length..], stratum);
        var size = (ulong)population;
        var last = ulong.MaxValue - (((ulong.MaxValue % size) + 1) % size);
        List<long> drawn = new((int)draws);
        HashSet<long> seen = [];
        for (long counter = 0; drawn.Count < draws; counter++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes[(Digest.Length + sizeof(int))..], counter);
            Digest.Of(bytes).CopyTo(hash);
            var number = BinaryPrimitives.ReadUInt64BigEndian(hash);
            if (number <= last && (long)(number % size) is var one && (unit == Unit.Bytes || seen.Add(one)))
            {
                drawn.Add(one);
            }
        }

        return drawn;
    }
}
