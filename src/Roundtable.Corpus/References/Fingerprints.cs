using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.References;

/// <summary>
/// Winnowing (Schleimer, Wilkerson and Aiken 2003) over words: of every eight 8-grams that follow each other the one with the least hash is
/// kept, the last of several. Two texts that have 15 words in a row in common have a fingerprint in common.
/// </summary>
internal static class Fingerprints
{
    /// <summary>How many words a fingerprint covers.</summary>
    public const int Length = 8;

    /// <summary>From how many words on a common run is certain to be found.</summary>
    public const int Certain = Length + Window - 1;

    private const int Window = 8;
    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong Leaves = unchecked(Factor * Factor * Factor * Factor * Factor * Factor * Factor * Factor);

    /// <summary>Adds the fingerprints of a text: the hash and the first word of each.</summary>
    public static void Of(ReadOnlySpan<uint> words, List<(ulong Key, int Word)> into)
    {
        var count = words.Length - Length + 1;
        if (count <= 0)
        {
            return;
        }

        // The hashes of the window, by their place modulo its length.
        Span<ulong> ring = stackalloc ulong[Window];
        ulong rolling = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            rolling = (rolling * Factor) + words[i] + 1;
        }

        var (least, told) = (-1, -1);
        for (var i = 0; i < count; i++)
        {
            rolling = (rolling * Factor) + words[i + Length - 1] + 1 - (i > 0 ? (words[i - 1] + 1UL) * Leaves : 0);
            ring[i % Window] = WordHash.Mix(rolling);
            if (least < 0 || least <= i - Window)
            {
                least = Math.Max(0, i - Window + 1);
                for (var j = least + 1; j <= i; j++)
                {
                    least = ring[j % Window] <= ring[least % Window] ? j : least;
                }
            }
            else if (ring[i % Window] <= ring[least % Window])
            {
                least = i;
            }

            // Texts that are shorter than a window have one fingerprint all the same.
            if (least != told && (i >= Window - 1 || i == count - 1))
            {
                told = least;
                into.Add((ring[least % Window], least));
            }
        }
    }
}
