using System.Buffers;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// Winnowing (Schleimer, Wilkerson and Aiken 2003) over words: of each window of consecutive n-grams the one with the least hash is kept, the
/// last of equal ones. Two texts that share enough consecutive words share a fingerprint.
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

    /// <summary>Fingerprints of 8 words, for look-ups: passages of 15 words and more are found.</summary>
    public static Fingerprints Short { get; } = new(8, 8);

    /// <summary>
    /// Fingerprints of 34 words, about one in nine: passages of <see cref="WordRuns.PassageLength"/> words are found for certain, and few other texts share
    /// one.
    /// </summary>
    public static Fingerprints Long { get; } = new(34, WordRuns.PassageLength - 34 + 1);

    /// <summary>The number of words that a fingerprint covers.</summary>
    public int Length { get; }

    /// <summary>The number of words from which a common run is found for certain.</summary>
    public int Certain => Length + _window - 1;

    /// <summary>Adds the fingerprints of a text: the hash of each, and the index of its first word.</summary>
    public void Of(ReadOnlySpan<uint> words, List<(ulong Key, int Word)> into)
    {
        var count = words.Length - Length + 1;
        if (count <= 0)
        {
            return;
        }

        var hashes = ArrayPool<ulong>.Shared.Rent(count);
        Hash(words, hashes.AsSpan(0, count));
        Choose(hashes.AsSpan(0, count), into);
        ArrayPool<ulong>.Shared.Return(hashes);
    }

    /// <summary>All possible fingerprints of a text: the hash of each of its n-grams.</summary>
    public ulong[] All(ReadOnlySpan<uint> words)
    {
        var hashes = new ulong[Math.Max(0, words.Length - Length + 1)];
        if (hashes.Length > 0)
        {
            Hash(words, hashes);
        }

        return hashes;
    }

    /// <summary>Keeps the least hash of each window.</summary>
    private void Choose(ReadOnlySpan<ulong> hashes, List<(ulong Key, int Word)> into)
    {
        var least = -1;
        for (var last = Math.Min(_window, hashes.Length) - 1; last < hashes.Length; last++)
        {
            // Texts shorter than a window have one fingerprint, too.
            var first = Math.Max(0, last - _window + 1);
            if (least < first)
            {
                least = first;
                for (var i = first + 1; i <= last; i++)
                {
                    least = hashes[i] <= hashes[least] ? i : least;
                }
            }
            else if (hashes[last] <= hashes[least])
            {
                least = last;
            }
            else
            {
                continue;
            }

            into.Add((hashes[least], least));
        }
    }

    /// <summary>A hash of each n-gram: rolling polynomials of the words, mixed.</summary>
    private void Hash(ReadOnlySpan<uint> words, Span<ulong> into)
    {
        ulong rolling = 0;
        foreach (var word in words[..(Length - 1)])
        {
            rolling = (rolling * Factor) + word + 1;
        }

        var begins = words[..into.Length];
        var ends = words[(Length - 1)..];
        ulong left = 0;
        for (var i = 0; i < into.Length; i++)
        {
            rolling = (rolling * Factor) + (ends[i] + 1UL - left);
            into[i] = WordHash.Mix(rolling);
            left = (begins[i] + 1UL) * _leaves;
        }
    }
}
