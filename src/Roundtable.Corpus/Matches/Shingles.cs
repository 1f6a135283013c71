using System.Buffers;

namespace Roundtable.Corpus.Matches;

/// <summary>The word 5-grams of a text as 64-bit hashes, in the order of the text; a text of fewer words has one, of all of them.</summary>
public static class Shingles
{
    /// <summary>How many words a shingle has.</summary>
    public const int Length = 5;

    /// <summary>Adds the shingles of a text to <paramref name="into"/>.</summary>
    /// <returns>How many words the text has.</returns>
    public static int Of(ReadOnlySpan<byte> text, IBufferWriter<ulong> into)
    {
        var words = new Words(text);
        var (a, b, c, d, count) = (0UL, 0UL, 0UL, 0UL, 0);
        while (words.Next(out var e))
        {
            if (++count >= Length)
            {
                into.GetSpan(1)[0] = Combine(a, b, c, d, e);
                into.Advance(1);
            }

            (a, b, c, d) = (b, c, d, e);
        }

        if (count is > 0 and < Length)
        {
            // What is not there is zero, as for no other text of as many words.
            into.GetSpan(1)[0] = Combine((ulong)count, a, b, c, d);
            into.Advance(1);
        }

        return count;
    }

    /// <summary>The share of distinct shingles that two texts have in common, of all that either has (Jaccard's index): 0 to 1; 1 for two texts without words.</summary>
    public static double Similarity(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        HashSet<ulong> first = [.. one];
        HashSet<ulong> second = [.. other];
        var common = first.Count(second.Contains);
        var all = first.Count + second.Count - common;
        return all == 0 ? 1 : (double)common / all;
    }

    private static ulong Combine(ulong a, ulong b, ulong c, ulong d, ulong e) =>
        Words.Mix((((((((a * 0x9FB21C651E98DF25) + b) * 0x9FB21C651E98DF25) + c) * 0x9FB21C651E98DF25) + d) * 0x9FB21C651E98DF25) + e);
}
