using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Rounds;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014), seeded with a session's seed and a name, so that every order drawn in a session
/// can be reproduced on any machine, whatever the order of events.
/// </summary>
public sealed class SeededRandom
{
    private ulong _state;

    /// <summary>The random stream of <paramref name="name"/> under <paramref name="seed"/>.</summary>
    public SeededRandom(long seed, string name)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{seed}/{name}")).ToArray();
        _state = BitConverter.ToUInt64(digest);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>An integer from 0 up to but not including <paramref name="limit"/>, without modulo bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="limit"/> is below 1.</exception>
    public int Next(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)Math.BigMul(NextBits(), (ulong)limit, out _);
    }

    /// <summary>A number from 0 up to but not including 1, with 53 random bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 … <paramref name="count"/> − 1 in a random order (Fisher–Yates).</summary>
    public int[] Order(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (var i = count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
