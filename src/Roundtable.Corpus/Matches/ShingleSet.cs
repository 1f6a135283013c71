using System.Numerics;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// The distinct shingles of a text in an open hash table: the Jaccard index with other texts takes a look-up for each of theirs, and nothing is sorted. One
/// instance is reused for text after text. Not thread-safe.
/// </summary>
internal sealed class ShingleSet
{
    // A power of two, at least twice as long as there are shingles; 0 is an empty place, and the shingle 0 is kept apart.
    private ulong[] _table = new ulong[1 << 9];
    private ulong _mask;
    private int _count;
    private bool _hasZero;

    /// <summary>Replaces the text.</summary>
    /// <param name="shingles">Its shingles; the distinct ones are moved to the beginning, in their order.</param>
    /// <returns>The distinct shingles: the first part of the span.</returns>
    public ReadOnlySpan<ulong> Fill(Span<ulong> shingles)
    {
        var places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, shingles.Length * 2L));
        if (_table.Length < places)
        {
            _table = new ulong[places];
        }

        var table = _table.AsSpan(0, places);
        table.Clear();
        (_mask, _hasZero, _count) = ((ulong)places - 1, false, 0);
        foreach (var shingle in shingles)
        {
            if (shingle == 0)
            {
                shingles[_count] = shingle;
                _count += _hasZero ? 0 : 1;
                _hasZero = true;
                continue;
            }

            var at = (int)(shingle & _mask);
            while (table[at] != 0 && table[at] != shingle)
            {
                at = (int)((ulong)(at + 1) & _mask);
            }

            if (table[at] == 0)
            {
                table[at] = shingle;
                shingles[_count++] = shingle;
            }
        }

        return shingles[.._count];
    }

    /// <summary>The Jaccard index of the text and another one, 0 to 1, where it is at least a threshold; else -1. 1 for two texts without words.</summary>
    /// <param name="other">The distinct shingles of the other.</param>
    /// <param name="threshold">The threshold, above 0.</param>
    public double Similarity(ReadOnlySpan<ulong> other, double threshold)
    {
        var both = _count + other.Length;
        if (both == 0)
        {
            return threshold <= 1 ? 1 : -1;
        }

        var needed = Math.Clamp((int)(threshold * both / (1 + threshold)) + 1, 0, both / 2);
        while (needed > 0 && Index(needed - 1, both) >= threshold)
        {
            needed--;
        }

        while (Index(needed, both) < threshold)
        {
            if (++needed > both / 2)
            {
                return -1;
            }
        }

        var (common, left) = (0, other.Length - needed);
        if (left < 0)
        {
            return -1;
        }

        var table = _table.AsSpan(0, (int)_mask + 1);
        foreach (var shingle in other)
        {
            var at = (int)(shingle & _mask);
            while (table[at] != 0 && table[at] != shingle)
            {
                at = (int)((ulong)(at + 1) & _mask);
            }

            if (shingle == 0 ? _hasZero : table[at] == shingle)
            {
                common++;
            }
            else if (--left < 0)
            {
                // Even if all the others are in common it is not enough.
                return -1;
            }
        }

        return Index(common, both);
    }

    private static double Index(int common, int both) => (double)common / (both - common);
}
