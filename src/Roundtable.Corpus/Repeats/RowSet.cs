using System.Numerics;

namespace Roundtable.Corpus.Repeats;

/// <summary>A set of rows: one bit per row.</summary>
/// <param name="rows">The number of all rows.</param>
internal sealed class RowSet(long rows)
{
    private readonly ulong[] _bits = new ulong[(rows + 63) / 64];
    private long[]? _before;

    /// <summary>The number of its rows.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            foreach (var bits in _bits)
            {
                count += BitOperations.PopCount(bits);
            }

            return count;
        }
    }

    /// <summary>Adds a row.</summary>
    public void Add(long row) => _bits[row >> 6] |= 1UL << (int)(row & 63);

    /// <summary>Whether a row is in it.</summary>
    public bool Has(long row) => (_bits[row >> 6] >> (int)(row & 63) & 1) != 0;

    /// <summary>Whether any of some consecutive rows is in it.</summary>
    public bool HasAny(long first, int count)
    {
        for (var row = first; row < first + count; row++)
        {
            if (Has(row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of rows of the set before a row; no row may be added after the first call.</summary>
    public long Rank(long row)
    {
        _before ??= Before();
        var word = row >> 6;
        var rank = _before[word >> 3];
        for (var i = word & ~7L; i < word; i++)
        {
            rank += BitOperations.PopCount(_bits[i]);
        }

        return rank + BitOperations.PopCount(_bits[word] & ((1UL << (int)(row & 63)) - 1));
    }

    private long[] Before()
    {
        var before = new long[(_bits.Length >> 3) + 1];
        long count = 0;
        for (var i = 0; i < _bits.Length; i++)
        {
            if ((i & 7) == 0)
            {
                before[i >> 3] = count;
            }

            count += BitOperations.PopCount(_bits[i]);
        }

        return before;
    }
}
