using System.Numerics;

namespace Roundtable.Corpus.Reports;

/// <summary>Counts lengths in bounded memory: exactly up to 1,023, from there on in steps of 1/32 of a power of two.</summary>
internal sealed class LengthTally
{
    private const int Exact = 1024, ExactBits = 10, StepBits = 5;

    private readonly long[] _counts = new long[Exact + ((63 - ExactBits) << StepBits)];
    private long _rows;
    private long _total;
    private long _min = long.MaxValue;
    private long _max;

    /// <summary>Counts a row.</summary>
    public void Add(long length)
    {
        _rows++;
        _total += length;
        _min = Math.Min(_min, length);
        _max = Math.Max(_max, length);
        _counts[Place(length)]++;
    }

    /// <summary>The counts; null where there is no row.</summary>
    public LengthReport? Report() => _rows == 0
        ? null
        : new LengthReport(_total, _min, Quantile(0.1), Quantile(0.5), Quantile(0.9), Quantile(0.99), _max);

    private static int Place(long length)
    {
        if (length < Exact)
        {
            return (int)length;
        }

        var bits = BitOperations.Log2((ulong)length);
        return Exact + ((bits - ExactBits) << StepBits) + (int)((length >> (bits - StepBits)) & ((1 << StepBits) - 1));
    }

    private long Quantile(double share)
    {
        var (left, place) = ((long)Math.Ceiling(share * _rows), 0);
        for (; place < _counts.Length && (left -= _counts[place]) > 0; place++)
        {
        }

        if (place < Exact)
        {
            return place;
        }

        var (bits, step) = (((place - Exact) >> StepBits) + ExactBits, (place - Exact) & ((1 << StepBits) - 1));
        return Math.Max(_min, (1L << bits) + ((long)step << (bits - StepBits)));
    }
}
