namespace Roundtable.Corpus.Matches;

/// <summary>
/// Winnowing (Schleimer, Wilkerson and Aiken 2003) over words: of so many n-grams that follow each other the one with the least hash is kept,
/// the last of several. Two texts that have enough words in a row in common have a fingerprint in common.
/// </summary>
internal sealed class Fingerprints
{
    private const ulong Factor = 0x9FB21C651E98DF25;

    private readonly int _window;
    private readonly ulong _leaves = 1;

    private Fingerprints(int length, int window)
    {
        (Length, _window) = (length, window);
        for (var i = 0; i < length; i++)
        {
            _leaves *= Factor;
        }
    }

    /// <summary>Those of 8 words, by which texts are looked up: what two have in common is found from 15 words on.</summary>
    public static Fingerprints Short { get; } = new(8, 8);

    /// <summary>Those of 25 words, two of 27 n-grams: they make sure of <see cref="WordRuns.Passage"/> words in a row, and few texts have one in common without that.</summary>
    public static Fingerprints Long { get; } = new(25, WordRuns.Passage - 25 + 1);

    /// <summary>How many words a fingerprint covers.</summary>
    public int Length { get; }

    /// <summary>From how many words on a common run is certain to be found.</summary>
    public int Certain => Length + _window - 1;

    /// <summary>Adds the fingerprints of a text: the hash and the first word of each.</summary>
    public void Of(ReadOnlySpan<uint> words, List<(ulong Key, int Word)> into)
    {
        var count = words.Length - Length + 1;
        if (count <= 0)
        {
            return;
        }

        // The hashes of the window, by their place modulo its length.
        Span<ulong> ring = stackalloc ulong[_window];
        ulong rolling = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            rolling = (rolling * Factor) + words[i] + 1;
        }

        var (least, told) = (-1, -1);
        for (var i = 0; i < count; i++)
        {
            rolling = (rolling * Factor) + words[i + Length - 1] + 1 - (i > 0 ? (words[i - 1] + 1UL) * _leaves : 0);
            ring[i % _window] = WordHash.Mix(rolling);
            if (least < 0 || least <= i - _window)
            {
                least = Math.Max(0, i - _window + 1);
                for (var j = least + 1; j <= i; j++)
                {
                    least = ring[j % _window] <= ring[least % _window] ? j : least;
                }
            }
            else if (ring[i % _window] <= ring[least % _window])
            {
                least = i;
            }

            // Texts that are shorter than a window have one fingerprint all the same.
            if (least != told && (i >= _window - 1 || i == count - 1))
            {
                told = least;
                into.Add((ring[least % _window], least));
            }
        }
    }
}
