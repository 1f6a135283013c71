using Roundtable.Watching.Storage;

namespace Roundtable.Watching.Sketches;

/// <summary>
/// How often each of many hashes came, never less than in truth (Cormode and Muthukrishnan 2005): four rows of counters in fixed memory. Sketches of the same
/// width add up.
/// </summary>
/// <param name="bits">The width of a row as a power of two: 10 to 26.</param>
public sealed class CountMinSketch(int bits)
{
    private const int Rows = 4;

    private readonly uint[] _counters = bits is >= 10 and <= 26 ? new uint[Rows << bits] : throw new ArgumentOutOfRangeException(nameof(bits));
    private readonly int _mask = (1 << bits) - 1;

    /// <summary>How many were added.</summary>
    public long Added { get; private set; }

    /// <summary>How much of a count is expected to be others': the mean of a counter, which the least of four seldom reaches.</summary>
    public double Noise => (double)Added / (_mask + 1);

    /// <summary>The bytes of its counters.</summary>
    public long Bytes => (long)_counters.Length * sizeof(uint);

    /// <summary>Adds a hash.</summary>
    public void Add(ulong hash)
    {
        Added++;
        var (at, step) = Place(hash);
        for (var row = 0; row < Rows; row++)
        {
            ref var counter = ref _counters[(row << bits) + (int)(at & (uint)_mask)];
            counter = counter == uint.MaxValue ? counter : counter + 1;
            at += step;
        }
    }

    /// <summary>Adds hashes.</summary>
    public void Add(ReadOnlySpan<ulong> hashes)
    {
        foreach (var hash in hashes)
        {
            Add(hash);
        }
    }

    /// <summary>How often a hash came, or more.</summary>
    public uint Count(ulong hash)
    {
        var least = uint.MaxValue;
        var (at, step) = Place(hash);
        for (var row = 0; row < Rows; row++)
        {
            least = Math.Min(least, _counters[(row << bits) + (int)(at & (uint)_mask)]);
            at += step;
        }

        return least;
    }

    /// <summary>Adds another of the same width.</summary>
    /// <exception cref="ArgumentException">When its width differs.</exception>
    public void Merge(CountMinSketch other)
    {
        if (other._counters.Length != _counters.Length)
        {
            throw new ArgumentException("Sketches of different widths cannot be merged.", nameof(other));
        }

        for (var i = 0; i < _counters.Length; i++)
        {
            _counters[i] = (uint)Math.Min(uint.MaxValue, (ulong)_counters[i] + other._counters[i]);
        }

        Added += other.Added;
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        to.WriteNumber(bits);
        to.WriteNumber(Added);
        to.WriteCounters(_counters);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none.</exception>
    internal static CountMinSketch Read(BinaryReader from)
    {
        var width = from.ReadNumber(26);
        var sketch = new CountMinSketch(width >= 10 ? (int)width : throw StateBytes.Malformed("the width of a sketch")) { Added = from.ReadNumber() };
        from.ReadCounters(sketch._counters);
        return sketch;
    }

    private static (uint At, uint Step) Place(ulong hash) => ((uint)hash, (uint)(hash >> 32) | 1);
}
